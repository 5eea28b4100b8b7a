using System.CommandLine;
using Microsoft.Extensions.Options;
using RobotFunctions.Core;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps.Offline;
using RobotFunctions.Core.Storage;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Commands;

/// <summary><c>robot enhance</c>: runs an enhancer on a reference file without a repository.</summary>
internal static class EnhanceCommand
{
    // The toy enhancer depends on the batch's id; with a fixed id, equal files give equal results.
    private static readonly BatchId OfflineBatch = new(Guid.Parse("00000000-0000-4000-8000-00000000f11e"));

    public static Command Create(Action<IServiceCollection> services)
    {
        var input = new Argument<string>("references") { Description = "The reference file (JSON Lines); - reads standard input." };
        var output = new Option<string>("--output", "-o") { Description = "The result file; - writes to standard output.", DefaultValueFactory = static _ => "-" };
        var enhancer = new Option<string?>("--enhancer") { Description = "The enhancer: toy, keywords, http, or one of your own. Default: Robot:Enhancer." };
        var command = new Command(
            "enhance",
            "Runs an enhancer on a reference file without a repository.")
        {
            input, output, enhancer,
            DetailedHelp.Option("""
                Writes one result line per reference, as a run for the repository would. Counts are written to standard error.

                Exit code 0: every reference was enhanced; 1: some got an error line or could not be read; 2: the command could not run.

                Example:
                  robot enhance samples/references.jsonl -o results.jsonl --enhancer toy
                """),
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            services,
            GlobalOptions.Of(parsed),
            parsed.GetRequiredValue(input),
            parsed.GetRequiredValue(output),
            parsed.GetValue(enhancer),
            parsed.InvocationConfiguration.Error,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        Action<IServiceCollection> addServices,
        GlobalOptions options,
        string input,
        string output,
        string? enhancer,
        TextWriter error,
        CancellationToken cancellation)
    {
        if (input != "-" && !File.Exists(input))
        {
            await error.WriteLineAsync($"The file {input} does not exist. Give a reference file, or - for standard input.");
            return ExitCodes.Usage;
        }

        var folder = Directory.CreateTempSubdirectory("robot-enhance-");
        try
        {
            using var store = StoreFolder.Open(folder.FullName);
            await using var services = Services(store, options, enhancer, addServices);
            services.GetRequiredService<IStartupValidator>().Validate();
            await using var references = input == "-" ? Console.OpenStandardInput() : File.OpenRead(input);
            await using var results = output == "-" ? Console.OpenStandardOutput() : File.Create(output);
            var outcome = await services.GetRequiredService<EnhanceFile>().RunAsync(OfflineBatch, references, results, cancellation);
            if (outcome.Failure is { } failure)
            {
                await error.WriteLineAsync(failure.Reason);
                return ExitCodes.Failure;
            }

            var counts = outcome.Value!.Counts;
            await error.WriteLineAsync(
                $"{counts.Enhanced} enhanced, {counts.Failed} failed, {counts.BadLines} bad lines, {counts.Duplicates} duplicates");
            await BadLineList.WriteAsync(error, counts.BadLines, outcome.Value.FirstBadLines);
            return counts.Done == counts.Enhanced ? ExitCodes.Success : ExitCodes.Failure;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ServiceProvider Services(StoreFolder store, GlobalOptions options, string? enhancer, Action<IServiceCollection> addServices)
    {
        var defaults = new Dictionary<string, string?>
        {
            ["Robot:Id"] = "00000000-0000-4000-8000-000000000b07",
            ["Robot:Secret"] = "unused: nothing is signed offline",
            ["Repository:Url"] = "http://offline.invalid",
            ["Keywords:Taxonomy"] = Path.Combine("samples", "keywords.yaml"),
        };
        var overrides = enhancer is null ? null : new Dictionary<string, string?> { ["Robot:Enhancer"] = enhancer };
        var settings = Settings.Read(options, defaults, overrides);
        var services = new ServiceCollection()
            .AddLogging(ConsoleLog.For(settings, options, LogLevel.Warning))
            .AddRobot(settings)
            .AddSingleton<IBatchStore>(new FileBatchStore(store));
        addServices(services);
        return services.BuildServiceProvider();
    }
}
