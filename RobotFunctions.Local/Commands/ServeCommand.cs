using System.CommandLine;
using RobotFunctions.Local.Hosting;

namespace RobotFunctions.Local.Commands;

/// <summary><c>robot serve</c>: the robot for real.</summary>
internal static class ServeCommand
{
    public static Command Create(Action<IServiceCollection> services)
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen, separated by semicolons. Put a proxy with TLS in front before you listen on more than this machine.",
            DefaultValueFactory = static _ => "http://127.0.0.1:8080",
        };
        var drain = new Option<int>("--drain")
        {
            Description = "How many seconds running steps may go on after Ctrl+C or SIGTERM; what is not done then goes on at the next start.",
            DefaultValueFactory = static _ => 25,
        }.Within(0, 3600);
        var command = new Command(
            "serve",
            "Runs the robot as it is configured.")
        {
            urls, drain,
            DetailedHelp.Option("""
                The configuration is appsettings.json of this folder, then the environment: Robot__Id, Robot__Secret, Repository__Url, ...; the toy robot's
                ROBOT_ID, ROBOT_SECRET, DESTINY_REPOSITORY_URL, ... work too. It takes pushes at /batch/ and /single/, and polls when Polling:Enabled is true.

                Exit code 0: stopped as asked; 2: it could not start, and says why.
                """),
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var host = LocalHost.Build(
                Settings.Read(),
                parsed.GetRequiredValue(urls),
                TimeSpan.FromSeconds(parsed.GetRequiredValue(drain)),
                ConsoleLog.Add,
                services);
            await host.RunAsync(cancellation);
            return ExitCodes.Success;
        });
        return command;
    }
}
