using System.Diagnostics.CodeAnalysis;

namespace RobotFunctions.Core.Configuration;

/// <summary>The Hub that the robot reports to: section <c>Hub</c>. The robot works without one.</summary>
public sealed class HubClientOptions
{
    /// <summary>The base URL of the Hub.</summary>
    /// <value>Default: empty, which means no Hub.</value>
    public string? Url { get; set; }

    /// <summary>The robot's API key at the Hub.</summary>
    /// <value>Default: empty, which means no Hub.</value>
    public string? Key { get; set; }

    /// <summary>Whether the robot has a Hub.</summary>
    [MemberNotNullWhen(true, nameof(Url))]
    public bool IsConfigured => Url is { Length: > 0 };
}
