using System.CommandLine;
using RobotFunctions.Local.Hosting;

namespace RobotFunctions.Local.Commands;

/// <summary><c>robot serve</c>: runs the robot.</summary>
internal static class ServeCommand
{
    public static Command Create(Action<IServiceCollection> services)
    {
        var urls = new Option<string>("--urls")
        {
            Description = "The URLs to listen on, separated by semicolons. Use a TLS proxy before you listen on more than this machine.",
            DefaultValueFactory = static _ => "http://127.0.0.1:8080",
        };
        var drain = new Option<int>("--drain")
        {
            Description = "How many seconds running steps may continue after Ctrl+C or SIGTERM. Unfinished runs resume at the next start.",
            DefaultValueFactory = static _ => 25,
        }.Within(0, 3600);
        var command = new Command(
            "serve",
            "Runs the configured robot.")
        {
            urls, drain,
            DetailedHelp.Option("""
                The configuration is read from appsettings.json in the current folder, then from the environment: Robot__Id, Robot__Secret, Repository__Url, ...; the toy robot's
                ROBOT_ID, ROBOT_SECRET, DESTINY_REPOSITORY_URL, ... work too. The robot accepts pushes at /batch/ and /single/, and polls if Polling:Enabled is true.

                Exit code 0: stopped; 1: a background service failed, see the log; 2: the robot could not start; the error says why.
                """),
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = GlobalOptions.Of(parsed);
            var settings = Settings.Read(options);
            await using var host = LocalHost.Build(
                settings,
                parsed.GetRequiredValue(urls),
                TimeSpan.FromSeconds(parsed.GetRequiredValue(drain)),
                ConsoleLog.For(settings, options),
                services);
            return await host.RunToEndAsync(cancellation);
        });
        return command;
    }
}
