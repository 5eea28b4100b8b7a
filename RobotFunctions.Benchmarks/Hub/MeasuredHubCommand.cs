using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using RobotFunctions.Benchmarks.EndToEnd;
using RobotFunctions.Hub;
using RobotFunctions.Local.Commands;

namespace RobotFunctions.Benchmarks.Hub;

/// <summary>The hidden command of the measured Hub: the Hub on a free port, which reports its memory use when asked on standard input.</summary>
internal static class MeasuredHubCommand
{
    public const string Name = "measured-hub";

    public static Command Create()
    {
        var command = new Command(Name) { Hidden = true };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var hub = await HubHost.BuildAsync(
                new ConfigurationBuilder().AddEnvironmentVariables().Build(),
                "http://127.0.0.1:0",
                static logging => logging.AddSimpleConsole().AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error),
                cancellation: cancellation);
            await hub.StartAsync(cancellation);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync(hub.Urls.Single());
            while (await Console.In.ReadLineAsync(cancellation) is not null)
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(ChildUsage.OfThisProcess(), BenchJsonContext.Default.ChildUsage));
            }

            await hub.StopAsync(cancellation);
            return ExitCodes.Success;
        });
        return command;
    }
}
