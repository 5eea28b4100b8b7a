using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Core.Configuration;

/// <summary>One robot: section <c>Robot</c>, or <c>Robots:0</c>, <c>Robots:1</c>, ... where several live in one app.</summary>
public sealed class RobotOptions
{
    /// <summary>The configuration section of the robot, for messages.</summary>
    internal string Section { get; init; } = "Robot";

    /// <summary>The configuration section of its polling: its own, or the shared one.</summary>
    internal string PollingSection { get; init; } = "Polling";

    /// <summary>The robot's id, as the repository issued it at registration. Also read from <c>ROBOT_ID</c>.</summary>
    [Required(ErrorMessage = "{0} is missing. Set it to the id the repository gave the robot at registration.")]
    public string? Id { get; set; }

    /// <summary>The robot's secret, as the repository issued it. Also read from <c>ROBOT_SECRET</c>.</summary>
    [Required(ErrorMessage = "{0} is missing. Set it to the client secret the repository gave the robot at registration.")]
    public string? Secret { get; set; }

    /// <summary>A second secret that is accepted, and tried if the first is rejected, to rotate secrets without downtime.</summary>
    public string? SecondarySecret { get; set; }

    /// <summary>The robot's id in the registry of the Hub, to which it reports; it needs <c>Hub:Url</c> and <c>Hub:Key</c>.</summary>
    /// <value>Default: empty, which means no reports.</value>
    public string? RegistryId { get; set; }

    /// <summary>The <c>source</c> of each enhancement.</summary>
    /// <value>Default: <c>RobotFunctions</c>.</value>
    [Required]
    public string Source { get; set; } = "RobotFunctions";

    /// <summary>The <c>robot_version</c> of each enhancement. Also read from <c>ROBOT_VERSION</c>.</summary>
    /// <value>Default: <c>0.1.0</c>.</value>
    [Required]
    public string Version { get; set; } = "0.1.0";

    /// <summary>The name of the enhancer: <c>toy</c>, <c>keywords</c>, <c>http</c>, or one that the app registers.</summary>
    /// <value>Default: <c>toy</c>.</value>
    [Required]
    public string Enhancer { get; set; } = "toy";

    /// <summary>The robot's entitlements at the repository: <c>full_text</c>, <c>raw_enhancement_writer</c> (protocol section 6).</summary>
    public IList<string> Entitlements { get; } = [];

    /// <summary>How many references are enhanced concurrently in one process.</summary>
    /// <value>Default: 8.</value>
    [Range(1, 1024)]
    public int Concurrency { get; set; } = 8;

    /// <summary>How long the enhancer may take for one reference.</summary>
    /// <value>Default: one minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "06:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan ReferenceTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many times the enhancer is called for one reference before that reference gets an error line.</summary>
    /// <value>Default: 3.</value>
    [Range(1, 100)]
    public int ReferenceAttempts { get; set; } = 3;

    /// <summary>
    /// How long references wait while the enhancer reports that its service is unavailable, for example because a model is loading, before that counts
    /// as an attempt.
    /// </summary>
    /// <value>Default: 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan UnavailableTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The maximum number of references per minute in one process; 0 means no limit.</summary>
    /// <value>Default: 0.</value>
    [Range(0, int.MaxValue)]
    public int ReferencesPerMinute { get; set; }

    /// <summary>The robot's own polling options; missing values are taken from section <c>Polling</c>.</summary>
    public PollingOptions Polling { get; } = new();
}
