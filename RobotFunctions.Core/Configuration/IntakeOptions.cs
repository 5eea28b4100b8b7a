namespace RobotFunctions.Core.Configuration;

/// <summary>How the endpoints authenticate requests: section <c>Intake</c>.</summary>
public sealed class IntakeOptions
{
    /// <summary>
    /// Where the robot runs. <c>local</c> accepts requests from this machine without a signature if they carry the operator key, for testing; the host
    /// does not start in this mode if other machines can reach it. Also read from <c>ENV</c>.
    /// </summary>
    /// <value>Default: empty, which checks every signature.</value>
    public string Environment { get; set; } = "";

    /// <summary>
    /// The key that the local host's admin endpoints ask for, in the header <c>x-functions-key</c>: 16 characters or more. Without it, a key is made
    /// at the first start and kept in <c>operator.key</c> in the folder <c>Storage:Path</c>, for its owner only. On Azure, function keys are asked for.
    /// </summary>
    /// <value>Default: empty.</value>
    public string OperatorKey { get; set; } = "";

    /// <summary>
    /// The host names under which the local host is called, where a proxy forwards others than this machine's own: exact names, or
    /// <c>*.example.org</c>. Without any, pushes are taken under every name, and the admin endpoints answer under this machine's own names only.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Whether operators may send requests without a signature.</summary>
    public bool AcceptsUnsigned => string.Equals(Environment, "local", StringComparison.OrdinalIgnoreCase);
}
