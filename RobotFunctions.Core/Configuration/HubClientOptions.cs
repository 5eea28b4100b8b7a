using System.ComponentModel.DataAnnotations;
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

    /// <summary>How often each robot with a <see cref="RobotOptions.RegistryId"/> reports to the Hub.</summary>
    /// <value>Default: 30 seconds, which is also the shortest effective interval on Azure.</value>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan ReportInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the robot has a Hub.</summary>
    [MemberNotNullWhen(true, nameof(Url))]
    public bool IsConfigured => Url is { Length: > 0 };
}
