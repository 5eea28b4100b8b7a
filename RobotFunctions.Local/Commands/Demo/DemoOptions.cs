using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary>How the references come to the robot.</summary>
internal enum DemoFlow
{
    /// <summary>One push with a file.</summary>
    Batch,

    /// <summary>A push for each reference.</summary>
    Single,

    /// <summary>Polled, in leased batches.</summary>
    Poll,
}

/// <summary>What a demo plays.</summary>
/// <param name="References">How many references; null for what the file has.</param>
/// <param name="File">The reference file; null for the samples, or invented ones where more are asked for than there are samples.</param>
/// <param name="Enhancer">The enhancer.</param>
/// <param name="Flow">How the references come.</param>
/// <param name="Generation">The API generation.</param>
internal sealed record DemoOptions(int? References, string? File, string Enhancer, DemoFlow Flow, ApiGeneration Generation);
