using Microsoft.AspNetCore.Connections;
using RobotFunctions.Core.Checks;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Configuration;

namespace RobotFunctions.Local.Commands.Smoke;

/// <summary>One smoke test with its own repository simulator; it leaves nothing behind.</summary>
internal static class SmokeRun
{
    /// <summary>Runs the test, writes a line per check, and returns the exit code.</summary>
    public static async Task<int> RunAsync(SmokeOptions options, TimeProvider time, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("robot-smoke-");
        try
        {
            // The real repository waits five seconds for a robot's response; a busy machine should not fail because of that.
            await using var repository = await RepositorySimulator.StartAsync(
                new SimulatorOptions { Folder = folder.FullName, Port = options.RepositoryPort, RobotTimeout = options.Timeout, Time = time }, cancellation);
            var robot = repository.Robots.Register(options.Id, options.Secret);
            robot.BaseUrl = options.Robot;
            var failed = false;
            await foreach (var result in new SmokeTest(repository, robot, options.Timeout, time).RunAsync(cancellation))
            {
                failed |= result.Verdict == CheckVerdict.Failed;
                await output.WriteLineAsync(CheckLine.Of(result));
            }

            return failed ? ExitCodes.Failure : ExitCodes.Success;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await error.WriteLineAsync($"{exception.Message} Stop what listens there, or choose another --repository-port and set the robot's Repository:Url to it.");
            return ExitCodes.Usage;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
