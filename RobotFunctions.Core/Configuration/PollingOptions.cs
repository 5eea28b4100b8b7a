using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Core.Configuration;

/// <summary>Polling today's repository for batches: section <c>Polling</c> (protocol 1.5).</summary>
public sealed class PollingOptions
{
    /// <summary>Whether the robot polls.</summary>
    /// <value>Default: false.</value>
    public bool Enabled { get; set; }

    /// <summary>The wait between polls that found nothing; jitter of a fifth either way is added. Also read from <c>POLL_INTERVAL_SECONDS</c>.</summary>
    /// <value>Default: 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most references in a batch. Also read from <c>BATCH_SIZE</c>.</summary>
    /// <value>Default: 1000; the repository gives 10,000 at most.</value>
    [Range(1, 10_000)]
    public int Limit { get; set; } = 1000;

    /// <summary>How long a claim lasts unless renewed; it is renewed at half its time.</summary>
    /// <value>Default: 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many runs of one robot may be open before polling pauses.</summary>
    /// <value>Default: 2.</value>
    [Range(1, 1000)]
    public int MaxInFlight { get; set; } = 2;

    /// <summary>How long one poll may take: the repository writes the reference file while we wait.</summary>
    /// <value>Default: 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether a batch that can't succeed is reported as an error, which is final for every reference in it, rather than given back by letting
    /// its lease lapse, which gives it three more tries.
    /// </summary>
    /// <value>Default: true.</value>
    public bool ReportPermanentErrors { get; set; } = true;
}
