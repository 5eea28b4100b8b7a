using System.CommandLine;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Commands.Smoke;

/// <summary><c>robot smoke</c>: tests a running robot on any host with a repository simulator.</summary>
internal static class SmokeCommand
{
    public static Command Create(TimeProvider time)
    {
        var url = new Argument<string>("robot-url") { Description = "The URL of the robot, for example http://127.0.0.1:7071." };
        var port = new Option<int>("--repository-port")
        {
            Description = "The port of the repository simulator on 127.0.0.1; the robot's Repository:Url must already refer to it.",
            DefaultValueFactory = static _ => 8000,
        }.Within(1024, ushort.MaxValue);
        var timeout = new Option<int>("--timeout")
        {
            Description = "How many seconds to wait for the robot to become ready, and for each check after that.",
            DefaultValueFactory = static _ => 120,
        }.Within(1, 3600);
        var command = new Command("smoke", "Tests a running robot with one batch, and checks that its admin endpoints are closed.")
        {
            url, port, timeout,
            DetailedHelp.Option("""
                Starts a repository simulator (G2) on this machine, waits until the robot is ready, sends one signed batch, and waits for the callback. Every
                reference must get one valid answer, and the result must be reported once, with a valid signature. Without a signature, POST /batch/ must be
                rejected; without a key, so must every endpoint under /requests/.

                The id and secret that the robot is configured with are read from Robot:Id and Robot:Secret, or ROBOT_ID and ROBOT_SECRET; never from the
                command line. The robot runs on the same machine and needs the Repository and Storage settings of local.settings.sample.json.

                robot serve trusts its own machine (docs/decisions/005-trusting-loopback.md): its admin endpoints are always reported as open.

                Exit code 0: every check passed; 1: some did not; 2: it could not run.

                Example:
                  ROBOT_ID=... ROBOT_SECRET=... robot smoke http://127.0.0.1:7071
                """),
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(url),
            parsed.GetRequiredValue(port),
            TimeSpan.FromSeconds(parsed.GetRequiredValue(timeout)),
            time,
            GlobalOptions.Of(parsed),
            parsed.InvocationConfiguration,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string url, int port, TimeSpan timeout, TimeProvider time, GlobalOptions globals, InvocationConfiguration streams, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var robot) || robot is not { Scheme: "http" or "https", Query: "" })
        {
            await streams.Error.WriteLineAsync($"'{url}' is not an HTTP URL. Give the URL of the robot, for example http://127.0.0.1:7071.");
            return ExitCodes.Usage;
        }

        var configuration = Settings.Read(globals);
        if (!RobotId.TryParse(configuration["Robot:Id"], out var id) || configuration["Robot:Secret"] is not { Length: > 0 } secret)
        {
            await streams.Error.WriteLineAsync("Set ROBOT_ID (a UUID of version 4 or 7) and ROBOT_SECRET to the id and secret that the robot is configured with.");
            return ExitCodes.Usage;
        }

        var options = new SmokeOptions { Robot = robot, Id = id, Secret = secret, RepositoryPort = port, Timeout = timeout };
        return await SmokeRun.RunAsync(options, time, streams.Output, streams.Error, cancellation);
    }
}
