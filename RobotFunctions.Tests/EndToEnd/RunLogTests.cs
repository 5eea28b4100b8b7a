using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.EndToEnd;

/// <summary>The log of a run can be found by its id.</summary>
public sealed class RunLogTests
{
    private const string Author = "An author's own line of ";

    [Fact]
    public async Task Each_line_of_a_run_is_in_the_scope_of_its_id_and_of_no_other()
    {
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G2);
        var enhancer = new LoggingEnhancer();
        var robot = await world.StartRobotAsync(enhancer, ("Limits:ActiveRuns", "1"), ("Limits:ChunkReferences", "2"));
        enhancer.Logger = robot.Services.GetRequiredService<ILogger<LoggingEnhancer>>();
        world.Repository.Faults.Add(CallKind.Download, Fault.Answer(503));

        var runs = new List<BatchId>();
        for (var run = 0; run < 4; run++)
        {
            runs.Add((await world.PushReferencesAsync(5)).Id);
        }

        foreach (var run in runs)
        {
            await world.EndOfAsync(run);
        }

        foreach (var run in runs.Select(static run => run.ToString()))
        {
            var lines = world.Logs.Where(line => line.Text.Contains(run, StringComparison.Ordinal)).ToList();
            Assert.Contains(lines, static line => line.Text.Contains("accepted", StringComparison.Ordinal));
            Assert.Contains(lines, static line => line.Text.StartsWith(Author, StringComparison.Ordinal));
            Assert.Contains(lines, static line => line.Text.Contains("ended", StringComparison.Ordinal));
            Assert.All(lines, line => Assert.Equal([run], line.RunIds));
        }

        Assert.All(
            world.Logs.Where(static line => line.Category.StartsWith("RobotFunctions.Core.Steps", StringComparison.Ordinal)),
            static line => Assert.Single(line.RunIds));
    }

    private sealed class LoggingEnhancer : IEnhancer
    {
        public ILogger Logger { get; set; } = NullLogger.Instance;

        public ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation)
        {
            Logger.Log(LogLevel.Information, default, context.Batch, null, static (batch, _) => $"{Author}{batch}");
            return DelegateEnhancer.Prompt.EnhanceAsync(reference, context, cancellation);
        }
    }
}
