using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.EndToEnd;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Upgrade;

/// <summary>
/// Writes the sample of a store: an ended run, a dead letter, and a run that was stopped between its chunks. It is run once for each version
/// that changes the layout, by hand, and the sample stays, its signatures blackened and its dates put back by a year:
/// <c>UPGRADE_SAMPLE=RobotFunctions.Tests/Upgrade/vN dotnet test --filter FullyQualifiedName~SampleStore</c>.
/// </summary>
public sealed class SampleStore
{
    private const string Folder = "UPGRADE_SAMPLE";

    /// <summary>The settings under which a sample is written, and read.</summary>
    internal static (string Key, string Value)[] Settings { get; } =
        [("Limits:ChunkReferences", "4"), ("Limits:ChunkWindow", "1"), ("Repository:RetryTimeout", "00:00:01"), ("Repository:RefreshUrlsAfter", "00:00:01")];

    [SampleFact]
    public async Task Write()
    {
        var target = Environment.GetEnvironmentVariable(Folder)!;
        var ids = new Queue<Guid>(UpgradeTests.Ids);
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G2, options => options with { NewId = ids.Dequeue });
        var robot = await world.StartRobotAsync(settings: Settings);
        var file = await world.Repository.WriteReferencesAsync(UpgradeTests.References);

        await world.EndOfAsync((await world.PushFileAsync(file)).Id);

        world.Repository.Faults.Add(CallKind.Callback, Fault.Answer(500), times: 1_000);
        Assert.Equal(RunEnd.DeadLettered, (await world.EndOfAsync((await world.PushFileAsync(file)).Id)).End);
        await world.StopRobotAsync(robot);

        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var enhanced = 0;
        var enhancer = new DelegateEnhancer(async (_, cancellation) =>
        {
            if (++enhanced > 9)
            {
                reached.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            }

            return DelegateEnhancer.Annotated("fine");
        });
        robot = await world.StartRobotAsync(
            enhancer, ("Robot:Concurrency", "1"), ("Robot:ReferenceTimeout", "01:00:00"), ("Storage:Path", world.FirstStore));
        await world.PushFileAsync(file);
        await reached.Task;
        await world.StopRobotAsync(robot);
        Copy(world.FirstStore, Path.Combine(target, "store"));
        File.Copy(file, Path.Combine(target, "references.jsonl"), overwrite: true);
    }

    /// <summary>Copies a folder, its files as new as now: ended runs are forgotten after days.</summary>
    internal static void Copy(string from, string to)
    {
        foreach (var path in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(static path => Path.GetFileName(path) != "lock"))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
            File.SetLastWriteTimeUtc(copy, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SampleFactAttribute : FactAttribute
    {
        public SampleFactAttribute() => Skip = Environment.GetEnvironmentVariable(Folder) is null ? $"A sample is written only where {Folder} says." : null;
    }
}
