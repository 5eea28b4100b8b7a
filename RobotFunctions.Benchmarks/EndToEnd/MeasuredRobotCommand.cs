using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RobotFunctions.Local.Commands;
using RobotFunctions.Local.Hosting;

namespace RobotFunctions.Benchmarks.EndToEnd;

/// <summary>The hidden command of the measured robot: <c>serve</c> on a free port, which reports its memory use when asked on standard input.</summary>
internal static class MeasuredRobotCommand
{
    public static Command Create()
    {
        var command = new Command("measured-robot") { Hidden = true };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var host = LocalHost.Build(
                Settings.Read(GlobalOptions.None),
                "http://127.0.0.1:0",
                TimeSpan.Zero,
                static logging => logging.AddSimpleConsole().AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error));
            await host.StartAsync(cancellation);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync(host.Urls.Single());
            while (await Console.In.ReadLineAsync(cancellation) is not null)
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(ChildUsage.OfThisProcess(), BenchJsonContext.Default.ChildUsage));
            }

            await host.StopAsync(cancellation);
            return ExitCodes.Success;
        });
        return command;
    }
}
