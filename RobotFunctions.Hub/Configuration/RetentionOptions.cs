using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Hub.Configuration;

/// <summary>How long the Hub keeps what it does not need any more, section <c>HubServer:Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>
    /// How long events are kept, and deliveries after they arrived. What still waits to be delivered, and dead letters, are kept until they are
    /// delivered or their subscription is removed.
    /// </summary>
    /// <value>Default: 30 days.</value>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true,
        ErrorMessage = "Retention:Deliveries must be between 01:00:00 (an hour) and 3650.00:00:00 (ten years).")]
    public TimeSpan Deliveries { get; set; } = TimeSpan.FromDays(30);
}
