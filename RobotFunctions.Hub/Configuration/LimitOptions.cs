using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Hub.Configuration;

/// <summary>How many requests are answered before 429, section <c>HubServer:Limits</c>. Each replica counts for itself.</summary>
public sealed class LimitOptions
{
    /// <summary>Requests a second of one credential, and how many it may send at once.</summary>
    /// <value>Default: 5000.</value>
    [Range(1, 1_000_000, ErrorMessage = "Limits:RequestsPerSecond must be between 1 and 1000000.")]
    public int RequestsPerSecond { get; set; } = 5000;

    /// <summary>Requests a minute of one network address without a valid credential.</summary>
    /// <value>Default: 300.</value>
    [Range(1, 1_000_000, ErrorMessage = "Limits:AnonymousRequestsPerMinute must be between 1 and 1000000.")]
    public int AnonymousRequestsPerMinute { get; set; } = 300;

    /// <summary>Attempts to sign in a minute, of one network address and for one name.</summary>
    /// <value>Default: 20.</value>
    [Range(1, 1_000_000, ErrorMessage = "Limits:SignInsPerMinute must be between 1 and 1000000.")]
    public int SignInsPerMinute { get; set; } = 20;
}
