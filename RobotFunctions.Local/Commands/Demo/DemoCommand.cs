using System.CommandLine;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Commands.Demo;

/// <summary><c>robot demo</c>: a robot and a simulated repository, from the signed request to the imported result.</summary>
internal static class DemoCommand
{
    public static Command Create(Action<IServiceCollection> services)
    {
        var references = new Option<int?>("--references") { Description = "The number of references: the first ones of the file, or generated ones if there are not enough samples." };
        var file = new Option<string?>("--file") { Description = "Your own reference file (JSON Lines). Default: the sample file." };
        var enhancer = new Option<string>("--enhancer") { Description = "The enhancer: toy, keywords, http, or one of your own.", DefaultValueFactory = static _ => "toy" };
        var flow = new Option<string>("--flow") { Description = "How the robot gets the references: batch, single, or poll.", DefaultValueFactory = static _ => "batch" };
        var api = new Option<string?>("--api") { Description = "The API generation of the repository that pushes: G1, G1.5 or G2. Default: G2; G1.5 for --flow single." };
        var keep = new Option<bool>("--keep") { Description = "Keep the result file and the store, and print where they are. Without it, nothing is left behind." };
        var json = new JsonOption();
        flow.AcceptOnlyFromAmong("batch", "single", "poll");
        references.Within(1, 10_000_000);
        var command = new Command(
            "demo",
            "Runs a robot and a repository simulator on this machine, from the signed request to the imported result.")
        {
            references, file, enhancer, flow, api, keep, json,
            DetailedHelp.Option("""
                Starts both on free ports, sends the signed request, waits for the signed callback, and shows what the repository imported.

                Exit code 0: every reference has exactly one valid answer and all signatures are valid; 1: otherwise; 2: the demo could not run.

                Examples:
                  robot demo
                  robot demo --references 20000
                  robot demo --flow poll --references 5000
                  robot demo --flow single --api G1 --enhancer keywords
                """),
        };
        command.SetAction((parsed, cancellation) =>
        {
            var chosen = Enum.Parse<DemoFlow>(parsed.GetRequiredValue(flow), ignoreCase: true);
            return RunAsync(
                services,
                new DemoOptions(
                    parsed.GetValue(references),
                    parsed.GetValue(file),
                    parsed.GetRequiredValue(enhancer),
                    chosen,
                    Generation(chosen, parsed.GetValue(api)))
                {
                    Globals = GlobalOptions.Of(parsed),
                    Keep = parsed.GetValue(keep),
                    Json = parsed.GetValue(json),
                },
                parsed.InvocationConfiguration,
                cancellation);
        });
        return command;
    }

    private static ApiGeneration Generation(DemoFlow flow, string? api) => (flow, api) switch
    {
        (DemoFlow.Poll, null or "G3") => ApiGeneration.G3,
        (DemoFlow.Poll, _) => throw new FormatException("Only today's repository (G3) is polled. Omit --api, or choose another --flow."),
        (DemoFlow.Single, null) => ApiGeneration.G15,
        (DemoFlow.Single, _) when ApiGenerations.ParsePush(api) == ApiGeneration.G2 =>
            throw new FormatException("G2 has no single requests. Use --api G1 or G1.5, or --flow batch."),
        (_, null) => ApiGeneration.G2,
        _ => ApiGenerations.ParsePush(api),
    };

    private static async Task<int> RunAsync(Action<IServiceCollection> services, DemoOptions options, InvocationConfiguration streams, CancellationToken cancellation)
    {
        var console = DemoConsole.Create(options.Json ? streams.Error : streams.Output);
        var lines = console.Profile.Out.Writer;
        lines.WriteLine("Starting a robot and a repository simulator on this machine.");
        using var folder = new DemoFolder(options.Keep);
        try
        {
            var file = await DemoInput.PrepareAsync(options, folder.Path, cancellation);
            await using var world = await DemoWorld.StartAsync(options, folder.Path, services, cancellation);
            lines.WriteLine($"The robot listens on {world.Robot.BaseUrl}, the simulated repository ({options.Generation.Name()}) on {world.Repository.Url}.");
            var result = await DemoProgress.RunAsync(
                console,
                progress => new DemoRun(world, options, TimeProvider.System, progress).RunAsync(file, cancellation),
                options.Globals.Quiet);
            var kept = options.Keep ? folder.Path : null;
            if (options.Json)
            {
                await JsonOption.WriteAsync(streams.Output, DemoDocument.Of(result, kept), DemoJsonContext.Default.DemoDocument);
            }
            else
            {
                DemoSummary.Write(console, options, result, kept);
            }

            return result.IsGood ? ExitCodes.Success : ExitCodes.Failure;
        }
        catch (FileNotFoundException missing)
        {
            lines.WriteLine(missing.Message);
            return ExitCodes.Usage;
        }
        catch (DemoFailedException failed)
        {
            lines.WriteLine(failed.Message);
            return ExitCodes.Failure;
        }
    }
}
