namespace RobotFunctions.Core.Configuration;

/// <summary>How the endpoints authenticate requests: section <c>Intake</c>.</summary>
public sealed class IntakeOptions
{
    /// <summary>
    /// Where the robot runs. <c>local</c> disables signature checks for requests from this machine, as the repository's own <c>ENV=local</c>
    /// does; the host does not start in this mode if other machines can reach it. Also read from <c>ENV</c>.
    /// </summary>
    /// <value>Default: empty, which checks every signature.</value>
    public string Environment { get; set; } = "";

    /// <summary>Whether requests from this machine need no signature.</summary>
    public bool TrustsLoopback => string.Equals(Environment, "local", StringComparison.OrdinalIgnoreCase);
}
