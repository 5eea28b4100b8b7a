using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RobotFunctions.Local.Commands;

/// <summary>The help of one command: the usual text, followed by details and examples that would clutter the list of commands.</summary>
internal sealed class DetailedHelp : SynchronousCommandLineAction
{
    private readonly string _details;

    private DetailedHelp(string details) => _details = details;

    public static HelpOption Option(string details) => new() { Action = new DetailedHelp(details) };

    public override int Invoke(ParseResult parseResult)
    {
        var code = new HelpAction().Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(_details);
        return code;
    }
}
