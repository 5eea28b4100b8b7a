using RobotFunctions.AzureFunctions.Timers;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.HostTests.EndToEnd;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Upgrade;

/// <summary>
/// Records the histories of runs of this version of the recipe. It is run once for each version whose decisions differ, by hand, and the records stay:
/// <c>RECORD_HISTORIES=RobotFunctions.HostTests/Upgrade/vN dotnet test --filter FullyQualifiedName~RecordHistories</c>.
/// </summary>
[Collection(AzuriteTestGroup.Name)]
public sealed class RecordHistories(AzuriteFixture azurite)
{
    private const string Folder = "RECORD_HISTORIES";

    private static readonly string Target = Environment.GetEnvironmentVariable(Folder) ?? "";

    [RecordFact]
    public async Task Of_a_pushed_batch_in_trouble()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2, ("Limits:ChunkReferences", "1"));
        world.Repository.Faults.Add(CallKind.Download, Fault.Answer(503));
        world.Repository.Faults.Add(CallKind.Download, Fault.Answer(403));
        world.Repository.Faults.Add(CallKind.Callback, Fault.DropBefore);

        await RecordAsync(world, "pushed", (await world.PushAsync(10)).Id);
    }

    [RecordFact]
    public async Task Of_a_batch_in_several_segments_and_of_its_first()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2, ("Limits:ChunkReferences", "1"));

        var id = (await world.PushAsync(130)).Id;
        await RecordAsync(world, "segments", id);

        var first = world.Durable.HistoryOf(id.ToString()).First(static happened => happened.SubOrchestrationInstanceCreated is not null);
        var instance = first.SubOrchestrationInstanceCreated.InstanceId;
        RecordedHistory.Write(Target, "segment", instance, world.Durable.HistoryOf(instance));
    }

    [RecordFact]
    public async Task Of_a_dead_letter()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2, ("Repository:RetryTimeout", "00:00:01"));
        world.Repository.Faults.Add(CallKind.Callback, Fault.Answer(503), times: int.MaxValue);

        await RecordAsync(world, "dead-letter", (await world.PushAsync(10)).Id);
    }

    [RecordFact]
    public Task Of_a_polled_batch() => RecordPolledAsync("polled", static _ => { });

    [RecordFact]
    public Task Of_a_batch_whose_lease_is_abandoned() =>
        RecordPolledAsync("abandoned", static faults => faults.Add(CallKind.Download, Fault.Answer(503), times: int.MaxValue));

    [RecordFact]
    public async Task Of_a_cancelled_batch()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2);
        world.Repository.Faults.Add(CallKind.Download, Fault.Answer(503), times: int.MaxValue);
        var request = await world.PushAsync(10);
        await world.Get<IBatchRuns>().CancelAsync(request.Id, default);

        await RecordAsync(world, "cancelled", request.Id);
    }

    [RecordFact]
    public async Task Of_a_batch_of_several_segments_that_is_cancelled_while_it_is_downloaded()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2, ("Limits:ChunkReferences", "1"));
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Repository.Faults.Add(CallKind.Download, Fault.WaitFor(cancelled.Task));
        var request = await world.PushAsync(130);
        await world.Get<IBatchRuns>().CancelAsync(request.Id, default);
        cancelled.SetResult();

        await RecordAsync(world, "cancelled-download", request.Id);
    }

    [RecordFact]
    public Task Of_a_batch_of_several_segments_whose_lease_is_lost_while_it_is_downloaded() => RecordPolledAsync(
        "lease-lost-download",
        static faults => faults.Add(CallKind.RenewLease, Fault.Answer(409, """{"detail":"This batch has no pending enhancements."}"""), times: int.MaxValue),
        references: 300,
        ("Limits:ChunkReferences", "1"));

    private async Task RecordPolledAsync(string name, Action<FaultList> arrange, int references = 10, params (string Name, string Value)[] settings)
    {
        await using var world = await AppWorld.StartAsync(
            azurite, ApiGeneration.G3, [("Repository:RetryTimeout", "00:00:03"), ("Polling:Lease", "00:00:02"), .. settings]);
        arrange(world.Repository.Faults);
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(references));

        await world.Get<PollRobots>().PollAsync(null!, world.Durable.Client, default);

        await RecordAsync(world, name, Assert.Single(world.Repository.Batches.All).Id);
    }

    private static async Task RecordAsync(AppWorld world, string name, BatchId id)
    {
        await world.EndOfAsync(id);
        RecordedHistory.Write(Target, name, id.ToString(), world.Durable.HistoryOf(id.ToString()));
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class RecordFactAttribute : FactAttribute
    {
        public RecordFactAttribute() => Skip = Target.Length == 0 ? $"Histories are recorded only where {Folder} says." : null;
    }
}
