using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary>How the references reach the robot.</summary>
internal enum DemoFlow
{
    /// <summary>One push with a file.</summary>
    Batch,

    /// <summary>One push per reference.</summary>
    Single,

    /// <summary>Polled, in leased batches.</summary>
    Poll,
}

/// <summary>The options of a demo.</summary>
/// <param name="References">The number of references; null for all of the file.</param>
/// <param name="File">The reference file; null for the samples, or generated references if there are not enough samples.</param>
/// <param name="Enhancer">The enhancer.</param>
/// <param name="Flow">How the references reach the robot.</param>
/// <param name="Generation">The API generation.</param>
internal sealed record DemoOptions(int? References, string? File, string Enhancer, DemoFlow Flow, ApiGeneration Generation)
{
    /// <summary>The options of every command.</summary>
    public GlobalOptions Globals { get; init; } = GlobalOptions.None;

    /// <summary>Whether the result file and the store are kept.</summary>
    public bool Keep { get; init; }

    /// <summary>Whether the result is printed as a JSON document.</summary>
    public bool Json { get; init; }
}
