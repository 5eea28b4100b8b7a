using Spectre.Console;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary>The console of a demo, which is plain ASCII if the locale says so.</summary>
internal static class DemoConsole
{
    public static IAnsiConsole Create(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        var locale = ((string[])["LC_ALL", "LC_CTYPE", "LANG"]).Select(Environment.GetEnvironmentVariable).FirstOrDefault(static value => value is { Length: > 0 });
        if (locale is not null && !locale.Replace("-", "", StringComparison.Ordinal).Contains("UTF8", StringComparison.OrdinalIgnoreCase))
        {
            console.Profile.Capabilities.Unicode = false;
        }

        return console;
    }
}
