using Microsoft.Extensions.Logging.Console;

namespace RobotFunctions.Local.Commands;

/// <summary>The section <c>Logging</c>, completed with the defaults of a command, and with what its command line sets.</summary>
internal static class LogSettings
{
    private const string Iso = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly string[] Formats = [ConsoleFormatterNames.Simple, ConsoleFormatterNames.Json, ConsoleFormatterNames.Systemd];

    public static IConfiguration Read(IConfiguration configuration, GlobalOptions options, LogLevel level)
    {
        var own = configuration.GetSection("Logging").AsEnumerable(makePathsRelative: true).Where(static setting => setting.Value is not null).ToList();
        var problems = own.Where(static setting => IsLevel(setting.Key) && !Enum.TryParse<LogLevel>(setting.Value, ignoreCase: true, out _))
            .Select(static setting => $"Logging:{setting.Key} is '{setting.Value}'. Set it to Trace, Debug, Information, Warning, Error, Critical or None.")
            .Concat(own.Where(static setting => IsFormat(setting.Key) && !Formats.Contains(setting.Value))
                .Select(static setting => $"Logging:{setting.Key} is '{setting.Value}'. Set it to {string.Join(", ", Formats.SkipLast(1))} or {Formats[^1]}."))
            .ToList();
        if (problems.Count > 0)
        {
            throw new InvalidDataException(string.Join(Environment.NewLine, problems));
        }

        var format = options.LogFormat ?? own.LastOrDefault(static setting => IsFormat(setting.Key)).Value ?? ConsoleFormatterNames.Simple;
        return new ConfigurationBuilder()
            .AddInMemoryCollection(Defaults(format))
            .AddInMemoryCollection(Levels(options.LogLevel ?? level))
            .AddInMemoryCollection(own.Where(setting => options.LogLevel is null || !IsLevel(setting.Key)))
            .AddInMemoryCollection([new("Console:FormatterName", format)])
            .Build();
    }

    /// <summary>What a command line sets, as settings of the section <c>Logging</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Overrides(GlobalOptions options) =>
        (options.LogLevel is { } level ? Levels(level) : [])
        .Concat(options.LogFormat is { } format ? [KeyValuePair.Create("Console:FormatterName", (string?)format)] : [])
        .Select(static setting => KeyValuePair.Create($"Logging:{setting.Key}", setting.Value));

    private static Dictionary<string, string?> Defaults(string format) => new()
    {
        ["Console:LogToStandardErrorThreshold"] = nameof(LogLevel.Trace),
        ["Console:FormatterOptions:IncludeScopes"] = "true",
        ["Console:FormatterOptions:SingleLine"] = "true",
        ["Console:FormatterOptions:UseUtcTimestamp"] = "true",
        ["Console:FormatterOptions:TimestampFormat"] = format == ConsoleFormatterNames.Json ? Iso : Iso + " ",

        // The framework looks at standard output, but the log goes to standard error.
        ["Console:FormatterOptions:ColorBehavior"] = Console.IsErrorRedirected ? nameof(LoggerColorBehavior.Disabled) : nameof(LoggerColorBehavior.Default),
    };

    // The frameworks' own information is of no use to who runs a robot, except where it listens.
    private static Dictionary<string, string?> Levels(LogLevel level)
    {
        var framework = level > LogLevel.Warning ? level : LogLevel.Warning;
        var lifetime = level > LogLevel.Information ? level : LogLevel.Information;
        return new()
        {
            ["LogLevel:Default"] = level.ToString(),
            ["LogLevel:Microsoft"] = framework.ToString(),
            ["LogLevel:Microsoft.Hosting.Lifetime"] = lifetime.ToString(),
            ["LogLevel:System"] = framework.ToString(),
        };
    }

    private static bool IsLevel(string key) => key.StartsWith("LogLevel:", StringComparison.OrdinalIgnoreCase) || key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase);

    private static bool IsFormat(string key) => key.Equals("Console:FormatterName", StringComparison.OrdinalIgnoreCase);
}
