using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Core.Configuration;

/// <summary>The DESTINY repository: section <c>Repository</c>.</summary>
public sealed class RepositoryOptions
{
    /// <summary>The base URL, with or without a trailing slash and <c>/v1</c>. Also read from <c>DESTINY_REPOSITORY_URL</c>.</summary>
    [Required(ErrorMessage = "{0} is missing. Set it to the base URL of the DESTINY repository, for example https://api.evidence-repository.org.")]
    public string? Url { get; set; }

    /// <summary>The API generation of a repository that pushes: <c>G1</c>, <c>G1.5</c> or <c>G2</c>. Polled batches are always G3.</summary>
    /// <value>Default: <c>G2</c>.</value>
    [RegularExpression("^[Gg](1|1[.]5|2)$", ErrorMessage = "{0} must be G1, G1.5 or G2: these are the generations that push. Today's repository (G3) is polled: set Polling:Enabled.")]
    public string Api { get; set; } = "G2";

    /// <summary>The minimum time between the 202 and the first callback: an earlier callback races the repository's own commit (protocol 1.1).</summary>
    /// <value>Default: 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan CallbackDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The time-out of one call.</summary>
    /// <value>Default: one minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a step is retried after transient failures.</summary>
    /// <value>Default: 6 hours.</value>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromHours(6);

    /// <summary>The former name of <see cref="RetryTimeout"/>, still read in this release.</summary>
    public TimeSpan Patience
    {
        get => RetryTimeout;
        set => RetryTimeout = value;
    }

    /// <summary>The age at which signed URLs are refreshed before the upload, if the API generation supports it. They are valid for at most an hour.</summary>
    /// <value>Default: 40 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan RefreshUrlsAfter { get; set; } = TimeSpan.FromMinutes(40);
}
