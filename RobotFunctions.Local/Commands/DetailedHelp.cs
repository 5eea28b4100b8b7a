using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RobotFunctions.Local.Commands;

/// <summary>The help of one command: the usual text, followed by details and examples that would clutter the list of commands.</summary>
internal sealed class DetailedHelp : SynchronousCommandLineAction
{
    private DetailedHelp(string details) => Details = details;

    /// <summary>What follows the usual text.</summary>
    public string Details { get; }

    public static HelpOption Option(string details) => new() { Action = new DetailedHelp(details) };

    public override int Invoke(ParseResult parseResult)
    {
        var code = new HelpAction().Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Details);
        return code;
    }
}
