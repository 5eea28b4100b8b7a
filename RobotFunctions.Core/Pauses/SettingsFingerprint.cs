using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace RobotFunctions.Core.Pauses;

/// <summary>
/// Tells one set of settings from another: whatever was wrong with the old ones may be right in the new. Values without a section are left out, for
/// platforms give each process some of their own.
/// </summary>
/// <param name="configuration">Everything the robot is told.</param>
public sealed class SettingsFingerprint(IConfiguration configuration)
{
    private const int Characters = 16;

    private readonly Lazy<string> _value = new(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n',
        configuration.AsEnumerable()
            .Where(static setting => setting.Value is not null && setting.Key.Contains(':', StringComparison.Ordinal))
            .Select(static setting => $"{setting.Key.ToUpperInvariant()}={setting.Value}")
            .Order(StringComparer.Ordinal)))))[..Characters]);

    /// <inheritdoc/>
    public override string ToString() => _value.Value;
}
