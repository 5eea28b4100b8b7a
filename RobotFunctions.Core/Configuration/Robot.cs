using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Core.Configuration;

/// <summary>A robot that the configuration names, checked and ready for use.</summary>
/// <param name="Identity">Who it is to the repository: its id and secrets.</param>
/// <param name="Options">How it works.</param>
public sealed record Robot(RobotIdentity Identity, RobotOptions Options)
{
    /// <summary>Its id.</summary>
    public RobotId Id => Identity.Id;

    /// <inheritdoc cref="RobotOptions.Entitlements"/>
    public IReadOnlySet<string> Entitlements { get; } = Options.Entitlements.ToHashSet(StringComparer.Ordinal);
}
