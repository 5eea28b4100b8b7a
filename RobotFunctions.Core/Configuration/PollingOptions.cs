using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Core.Configuration;

/// <summary>Polling a G3 repository for batches: section <c>Polling</c> (protocol 1.5).</summary>
public sealed class PollingOptions
{
    /// <summary>Whether the robot polls.</summary>
    /// <value>Default: false.</value>
    public bool Enabled { get; set; }

    /// <summary>The wait after a poll that found nothing, with a jitter of 20 % either way. Also read from <c>POLL_INTERVAL_SECONDS</c>.</summary>
    /// <value>Default: 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum number of references in a batch. Also read from <c>BATCH_SIZE</c>.</summary>
    /// <value>Default: 1000; the repository returns at most 10,000.</value>
    [Range(1, 10_000)]
    public int Limit { get; set; } = 1000;

    /// <summary>The duration of the lease; it is renewed at half its time.</summary>
    /// <value>Default: 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many runs of one robot may be open before polling pauses.</summary>
    /// <value>Default: 2.</value>
    [Range(1, 1000)]
    public int MaxInFlight { get; set; } = 2;

    /// <summary>How long one poll may take: the repository writes the reference file during the call.</summary>
    /// <value>Default: 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether a batch that cannot succeed is reported as an error, which is final for all its references, instead of being given back by letting
    /// its lease expire, which allows three more deliveries.
    /// </summary>
    /// <value>Default: true.</value>
    public bool ReportPermanentErrors { get; set; } = true;
}
