namespace RobotFunctions.Local.Commands;

/// <summary>The console log: one line per event, on standard error, as the section <c>Logging</c> and the command line set it.</summary>
internal static class ConsoleLog
{
    /// <summary>Configures the log of a command.</summary>
    /// <param name="configuration">The configuration of the command.</param>
    /// <param name="options">What its command line sets.</param>
    /// <param name="level">The lowest level of what neither of them mentions.</param>
    /// <exception cref="InvalidDataException">A setting of the section <c>Logging</c> is not valid.</exception>
    public static Action<ILoggingBuilder> For(IConfiguration configuration, GlobalOptions options, LogLevel level = LogLevel.Information)
    {
        var settings = LogSettings.Read(configuration, options, level);
        return logging =>
        {
            var start = new StartPhase();
            logging.Services.AddSingleton<IHostedService>(start);
            logging
                .AddConfiguration(settings)
                .AddConsole()
                .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => start.IsOver && level >= LogLevel.Warning)

                // Its scope would be in every line of a request.
                .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        };
    }
}
