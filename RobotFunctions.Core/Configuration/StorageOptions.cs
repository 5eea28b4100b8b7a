using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Core.Configuration;

/// <summary>Storage, the repository's and ours: section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The folder of the local host's runs and payloads.</summary>
    /// <value>Default: <c>.robot</c>.</value>
    [Required]
    public string Path { get; set; } = ".robot";

    /// <summary>
    /// How many bytes of the disk of <see cref="Path"/> are left for the runs that are open: below, the local host takes nothing new (503) and
    /// does not poll.
    /// </summary>
    /// <value>Default: 64 MiB.</value>
    [Range(0, double.MaxValue, ErrorMessage = "{0} must be {1} or more.")]
    public long KeepFree { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// The hosts a signed URL may name: exact names, or <c>*.example.org</c> for every name below. Empty means <c>*.blob.core.windows.net</c>.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Whether signed URLs may be plain http, as MinIO on a private network has them.</summary>
    /// <value>Default: false.</value>
    public bool AllowHttp { get; set; }

    /// <summary>Whether signed URLs may lead to loopback, link-local or private addresses.</summary>
    /// <value>Default: false.</value>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>How long an ended run stays to be asked for.</summary>
    /// <value>Default: 7 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan KeepEndedRuns { get; set; } = TimeSpan.FromDays(7);
}
