using System.CommandLine;

namespace RobotFunctions.Local.Commands;

/// <summary>The options that every command takes, as a command line sets them.</summary>
/// <param name="LogLevel">The lowest level of the log; null if it is not given.</param>
/// <param name="LogFormat">The name of the console formatter of the log; null if it is not given.</param>
/// <param name="Quiet">Whether only errors and the result are shown.</param>
/// <param name="ConfigFile">The file of the settings; null for <c>appsettings.json</c>, which may be missing.</param>
internal sealed record GlobalOptions(LogLevel? LogLevel, string? LogFormat, bool Quiet, string? ConfigFile)
{
    private const string LogLevelName = "--log-level";
    private const string LogFormatName = "--log-format";
    private const string QuietName = "--quiet";
    private const string ConfigName = "--config";

    /// <summary>A command line without any of them.</summary>
    public static GlobalOptions None { get; } = new(null, null, Quiet: false, null);

    /// <summary>Adds them to the root command.</summary>
    public static void AddTo(RootCommand root)
    {
        root.Add(OneOf(["trace", "debug", "info", "warning", "error", "none"], new(LogLevelName)
        {
            Description = "The lowest level of the log, in place of Logging:LogLevel: trace, debug, info, warning, error or none.",
            HelpName = "level",
            Recursive = true,
        }));
        root.Add(OneOf(["text", "json"], new(LogFormatName)
        {
            Description = "The format of the log: text, or json for one JSON object per line.",
            HelpName = "format",
            Recursive = true,
        }));
        root.Add(new Option<bool>(QuietName, "-q") { Description = "Log errors only, and show no progress.", Recursive = true });
        root.Add(new Option<string?>(ConfigName) { Description = "The file with the settings, in place of appsettings.json in the current folder.", HelpName = "file", Recursive = true });
    }

    /// <summary>Their values on a command line.</summary>
    public static GlobalOptions Of(ParseResult parsed)
    {
        var quiet = parsed.GetValue<bool>(QuietName);
        return new(
            Level(parsed.GetValue<string?>(LogLevelName), quiet),
            parsed.GetValue<string?>(LogFormatName) switch { null => null, "text" => "simple", var json => json },
            quiet,
            parsed.GetValue<string?>(ConfigName));
    }

    private static LogLevel? Level(string? name, bool quiet) => name switch
    {
        null => quiet ? Microsoft.Extensions.Logging.LogLevel.Error : null,
        "info" => Microsoft.Extensions.Logging.LogLevel.Information,
        _ => Enum.Parse<LogLevel>(name, ignoreCase: true),
    };

    private static Option<string?> OneOf(string[] values, Option<string?> option)
    {
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
