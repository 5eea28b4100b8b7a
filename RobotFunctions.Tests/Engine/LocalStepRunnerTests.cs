using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Engine;

public sealed class LocalStepRunnerTests : StepRunnerContract, IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private LocalEngine? _engine;

    public void Dispose() => _temporary.Dispose();

    protected override async Task<RunOutcome> RunAsync(Func<IStepRunner, Task<string?>> recipe, Action<IServiceCollection> steps)
    {
        await using var engine = await LocalEngine.StartAsync(
            _temporary.Path,
            async (run, _) => new RunOutcome(RunEnd.Delivered, default, await recipe(run)),
            steps);
        _engine = engine;
        await engine.Runs.StartAsync(new AcceptedRequest { Batch = Batch, ContentHash = "same" }, default);
        await engine.Runs.WaitForEndAsync(Batch.Id, default);
        return (await engine.Runs.FindAsync(Batch.Id, default))!.Outcome!;
    }

    protected override Task CancelAsync() => _engine!.Runs.CancelAsync(Batch.Id, default);
}
