using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Core.Configuration;

/// <summary>The robot's store and the repository's storage: section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The folder of the local host's runs and payloads.</summary>
    /// <value>Default: <c>.robot</c>.</value>
    [Required]
    public string Path { get; set; } = ".robot";

    /// <summary>
    /// The free disk space, in bytes, that is reserved for open runs: with less, the local host accepts nothing new (503) and
    /// does not poll.
    /// </summary>
    /// <value>Default: 64 MiB.</value>
    [Range(0, double.MaxValue, ErrorMessage = "{0} must be {1} or more.")]
    public long KeepFree { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// The hosts a signed URL may name: exact names, or <c>*.example.org</c> for every name below, each with a port, such
    /// as <c>minio:9000</c>, or for all ports. Empty means <c>*.blob.core.windows.net</c>.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Whether signed URLs may use plain HTTP, for example for MinIO on a private network.</summary>
    /// <value>Default: false.</value>
    public bool AllowHttp { get; set; }

    /// <summary>Whether signed URLs may lead to loopback, link-local or private addresses.</summary>
    /// <value>Default: false.</value>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>How long the status of an ended run is kept.</summary>
    /// <value>Default: 7 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan KeepEndedRuns { get; set; } = TimeSpan.FromDays(7);
}
