using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Core.Configuration;

/// <summary>A configured and validated robot.</summary>
/// <param name="Identity">Its id and secrets.</param>
/// <param name="Options">Its options.</param>
public sealed record Robot(RobotIdentity Identity, RobotOptions Options)
{
    /// <summary>Its id.</summary>
    public RobotId Id => Identity.Id;

    /// <summary>Its id in the registry of the Hub; null if it does not report there.</summary>
    public Guid? RegistryId { get; } = Guid.TryParseExact(Options.RegistryId, "D", out var id) ? id : null;

    /// <inheritdoc cref="RobotOptions.Entitlements"/>
    public IReadOnlySet<string> Entitlements { get; } = Options.Entitlements.ToHashSet(StringComparer.Ordinal);
}
