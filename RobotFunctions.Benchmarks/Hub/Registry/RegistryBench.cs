using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Benchmarks.EndToEnd;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Registry;
using RobotFunctions.Hub.Registry.Files;

namespace RobotFunctions.Benchmarks.Hub.Registry;

/// <summary>Measures plans of a large file, and reads of a large registry. The Hub that is read runs in its own process; files are compared in this one, as the command does.</summary>
internal sealed class RegistryBench(Func<string> newDatabase, Func<string, Dictionary<string, string?>> environment, int robots)
{
    private const int Readers = 8;
    private const int Reads = 10_000;
    private const int Changes = 1000;
    private const int Plans = 5;
    private const int PageRows = 51;

    public async Task<RegistryFigures> RunAsync(CancellationToken cancellation)
    {
        var database = newDatabase();
        await using var store = await MeasuredStore.CreateAsync(environment(database), [Scopes.RegistryRead], cancellation);
        var text = RobotFile.Write(robots, changed: false);
        var applied = await SecondsAsync(() => ApplyAsync(store, text, cancellation));
        var robot = await ChangeAsync(store, cancellation);
        await store.AnalyzeAsync(cancellation);
        var (plan, floor) = await PlanAsync(store, text, RobotFile.Write(robots, changed: true), cancellation);
        await using var hub = MeasuredProcess.Start(environment(database), MeasuredHubCommand.Name);
        using var http = store.Client(await hub.ReadLineAsync());
        return new RegistryFigures(
            robots,
            applied,
            plan,
            floor,
            await ReadAsync(http, number => $"/api/v1/robots/{robot.Id}?as_of={Uri.EscapeDataString(TimeOf(robot, number))}", cancellation),
            await ReadAsync(http, _ => $"/api/v1/robots?level_id={robot.ParentId}", cancellation),
            await LevelFloorAsync(store, robot.ParentId!.Value));
    }

    private static async Task ApplyAsync(MeasuredStore store, string text, CancellationToken cancellation)
    {
        var declared = RegistryFile.Read(new StringReader(text));
        var files = store.Get<RegistryFiles>();
        var planned = await files.PlanAsync(MeasuredStore.Caller, declared, prune: false, cancellation);
        if (await files.ApplyAsync(MeasuredStore.Caller, declared, prune: false, planned, cancellation) is { } problem)
        {
            throw new InvalidOperationException(problem);
        }
    }

    private static async Task<RegistryItem> ChangeAsync(MeasuredStore store, CancellationToken cancellation)
    {
        await using var reading = store.Open();
        var robot = await reading.RegistryItems.AsNoTracking().FirstAsync(static item => item.Kind == RegistryKind.Robot, cancellation);
        for (var change = 0; change < Changes; change++)
        {
            var result = await store.Get<RegistryObjects>().ChangeAsync(
                MeasuredStore.Caller, RegistryKind.Robot, robot.Id, new JsonObject { ["version"] = $"{change}" }, RegistryObjects.AnyVersion, cancellation);
            robot = result.Item ?? throw new InvalidOperationException(result.Problem!.Detail);
        }

        return robot;
    }

    // The median of each, in turn.
    private static async Task<(double Plan, double Floor)> PlanAsync(MeasuredStore store, string text, string changed, CancellationToken cancellation)
    {
        var (plans, floors) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Plans; turn++)
        {
            plans.Add(await SecondsAsync(() => store.Get<RegistryFiles>().PlanAsync(MeasuredStore.Caller, RegistryFile.Read(new StringReader(changed)), prune: true, cancellation)));
            var before = BareFile.Read(text);
            floors.Add(await SecondsAsync(() => Task.FromResult(BareFile.Read(changed).CountDifferences(before))));
        }

        return (ThroughputBench.Median(plans), ThroughputBench.Median(floors));
    }

    private static Task<Load> ReadAsync(HttpClient http, Func<int, string> path, CancellationToken cancellation) => Load.MeasureAsync(Readers, Reads, async number =>
    {
        using var answer = await http.GetAsync(new Uri(path(number), UriKind.Relative), cancellation);
        answer.EnsureSuccessStatusCode();
    });

    private static Task<Load> LevelFloorAsync(MeasuredStore store, Guid level) => Load.MeasureEachAsync(
        Readers,
        Reads,
        () => BareQuery.PrepareAsync(store.Open(), reading => new RegistryQuery { WorkspaceId = Workspace.DefaultId, Kind = RegistryKind.Robot, ParentId = level }.Apply(reading, before: null, PageRows)),
        static query => query.ReadAsync());

    // From its first version to its last.
    private static string TimeOf(RegistryItem robot, int number) =>
        (robot.CreatedAt + ((robot.UpdatedAt - robot.CreatedAt) * (number % 997 / 997.0))).UtcDateTime.ToString("o", CultureInfo.InvariantCulture);

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var began = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
