namespace RobotFunctions.Local.Commands.Enhance;

/// <summary>What a command line asks to be enhanced.</summary>
/// <param name="Input">The reference file; <c>-</c> for standard input.</param>
/// <param name="Output">The result file; <c>-</c> for standard output.</param>
/// <param name="Enhancer">The enhancer; null for the one of the configuration.</param>
/// <param name="Errors">The file for the error lines; null for none.</param>
/// <param name="Resume">Whether to continue unfinished work.</param>
/// <param name="Json">Whether the summary is JSON on standard output.</param>
/// <param name="Options">The options that every command takes.</param>
internal sealed record EnhanceRequest(string Input, string Output, string? Enhancer, string? Errors, bool Resume, bool Json, GlobalOptions Options)
{
    public bool ReadsStandardInput => Input == "-";

    /// <summary>Whether lines are written as they come: to standard output or a device, which cannot be replaced at the end.</summary>
    public bool WritesDirectly => Output == "-" || Output.StartsWith("/dev/", StringComparison.Ordinal);

    /// <summary>Why this cannot be done whatever the files are; null if it can.</summary>
    public string? Problem => this switch
    {
        { WritesDirectly: true, Resume: true } => "--resume needs a result file: give one with -o FILE.",
        { Output: "-", Json: true } => "--json prints the summary to standard output, where the results go: give a result file with -o FILE.",
        _ => null,
    };
}
