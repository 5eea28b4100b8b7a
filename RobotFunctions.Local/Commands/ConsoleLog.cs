using Microsoft.Extensions.Logging.Console;

namespace RobotFunctions.Local.Commands;

/// <summary>The console log: one line per event, on standard error.</summary>
internal static class ConsoleLog
{
    public static void Add(ILoggingBuilder logging)
    {
        logging.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging
            .AddSimpleConsole(static console =>
            {
                console.SingleLine = true;
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            })
            .AddFilter("Microsoft", LogLevel.Warning)

            // Its scope would be in every line of a request.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            .AddFilter("System", LogLevel.Warning)
            .SetMinimumLevel(LogLevel.Information);
    }
}
