using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Core.Configuration;

/// <summary>Limits on untrusted input and on resources: section <c>Limits</c>.</summary>
public sealed class LimitsOptions
{
    /// <summary>The longest request body, in bytes.</summary>
    /// <value>Default: 4 MiB.</value>
    [Range(1024, 256 * 1024 * 1024)]
    public int RequestBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many bytes of request bodies are held in memory at once; beyond that the local host responds with 503.</summary>
    /// <value>Default: 256 MiB.</value>
    [Range(1024, double.MaxValue, ErrorMessage = "{0} must be {1} or more.")]
    public long IntakeBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>The longest line of a reference file, in bytes; a longer one gets an error line, or is a bad line if its beginning has no readable id.</summary>
    /// <value>Default: 16 MiB.</value>
    [Range(1024, 256 * 1024 * 1024)]
    public int LineBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The longest reference file, in bytes.</summary>
    /// <value>Default: 64 GiB.</value>
    [Range(1024, double.MaxValue, ErrorMessage = "{0} must be {1} or more.")]
    public long FileBytes { get; set; } = 64L * 1024 * 1024 * 1024;

    /// <summary>The maximum number of references in one file.</summary>
    /// <value>Default: 2,000,000.</value>
    [Range(1, 100_000_000)]
    public int References { get; set; } = 2_000_000;

    /// <summary>The longest result line, in bytes; a longer enhancement becomes an error line. At most 128 MiB, so that a dead letter can hold it.</summary>
    /// <value>Default: 16 MiB.</value>
    [Range(1024, 128 * 1024 * 1024)]
    public int ResultLineBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The longest response read from the repository, in bytes, not counting its list of references, which is as long as the batch.</summary>
    /// <value>Default: 4 MiB.</value>
    [Range(1024, 256 * 1024 * 1024)]
    public int AnswerBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The maximum number of references in a chunk.</summary>
    /// <value>Default: 1000.</value>
    [Range(1, 100_000)]
    public int ChunkReferences { get; set; } = 1000;

    /// <summary>The maximum size of a chunk, in bytes.</summary>
    /// <value>Default: 4 MiB.</value>
    [Range(1, 64 * 1024 * 1024)]
    public int ChunkBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many chunks of one batch are enhanced at once.</summary>
    /// <value>Default: 4.</value>
    [Range(1, 256)]
    public int ChunkWindow { get; set; } = 4;

    /// <summary>
    /// How many runs may be open before requests are answered with 503 and no batch is claimed. The limit is exact on the local host and approximate
    /// in the Function App.
    /// </summary>
    /// <value>Default: 10,000.</value>
    [Range(1, 1_000_000)]
    public int OpenRuns { get; set; } = 10_000;

    /// <summary>How many runs the local host processes at once; the others wait in the store.</summary>
    /// <value>Default: 8.</value>
    [Range(1, 10_000)]
    public int ActiveRuns { get; set; } = 8;

    /// <summary>How long a transfer may make no progress.</summary>
    /// <value>Default: 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan StorageIdle { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one download or upload may take.</summary>
    /// <value>Default: one hour.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan StorageTransfer { get; set; } = TimeSpan.FromHours(1);
}
