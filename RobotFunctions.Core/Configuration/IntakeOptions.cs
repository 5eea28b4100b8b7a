namespace RobotFunctions.Core.Configuration;

/// <summary>What the endpoints ask of a request: section <c>Intake</c>.</summary>
public sealed class IntakeOptions
{
    /// <summary>
    /// Where the robot runs. <c>local</c> switches signature checks off for requests from this machine, as the repository's own <c>ENV=local</c>
    /// does; the host refuses to start so when it can be reached from elsewhere. Also read from <c>ENV</c>.
    /// </summary>
    /// <value>Default: empty, which checks every signature.</value>
    public string Environment { get; set; } = "";

    /// <summary>Whether requests from this machine need no signature.</summary>
    public bool TrustsLoopback => string.Equals(Environment, "local", StringComparison.OrdinalIgnoreCase);
}
