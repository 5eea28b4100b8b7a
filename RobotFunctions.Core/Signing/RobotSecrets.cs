using System.Text;

namespace RobotFunctions.Core.Signing;

/// <summary>Which of a robot's secrets.</summary>
public enum RobotSecret
{
    /// <summary>The one in use.</summary>
    Primary,

    /// <summary>The other one, while secrets are rotated.</summary>
    Secondary,
}

/// <summary>
/// A robot's secrets as HMAC keys. The repository replaces a secret without an overlap (protocol section 6), so a robot holds two
/// during a rotation. The text of a secret is the key, as UTF-8: its hex digits are not decoded.
/// </summary>
public sealed class RobotSecrets
{
    private readonly byte[] _primary;
    private readonly byte[]? _secondary;

    /// <summary>Creates the keys from the secrets as the repository issued them.</summary>
    /// <exception cref="ArgumentException">A secret is empty: with an empty key anyone could sign.</exception>
    public RobotSecrets(string primary, string? secondary = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primary);
        _primary = Encoding.UTF8.GetBytes(primary);
        if (secondary is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(secondary);
            _secondary = Encoding.UTF8.GetBytes(secondary);
        }
    }

    /// <summary>Whether there is a second secret.</summary>
    public bool HasSecondary => _secondary is not null;

    internal ReadOnlySpan<byte> Key(RobotSecret secret) => secret switch
    {
        RobotSecret.Primary => _primary,
        RobotSecret.Secondary => _secondary ?? throw new InvalidOperationException("This robot has no secondary secret."),
        _ => throw new ArgumentOutOfRangeException(nameof(secret), secret, null),
    };
}
