using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Endpoints;
using RobotFunctions.Local.Store;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Tests.EndToEnd;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Protocol;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Upgrade;

/// <summary>A store that an earlier version left behind is taken over by this one: <c>vN</c> holds what version N of the store's layout left.</summary>
public sealed class UpgradeTests : IDisposable
{
    /// <summary>How many references each request of a sample has.</summary>
    public const int References = 12;

    private readonly TemporaryFolder _temporary = new();

    /// <summary>The requests of a sample: one that ended, one that became a dead letter, and one whose run was stopped in the middle.</summary>
    public static IReadOnlyList<Guid> Ids { get; } =
    [
        Guid.Parse("1a5e0000-0000-4000-8000-00000000000e"),
        Guid.Parse("1a5e0000-0000-4000-8000-00000000000d"),
        Guid.Parse("1a5e0000-0000-4000-8000-00000000000f"),
    ];

    public static TheoryData<string> Samples => [.. Directory.GetDirectories(Checkout.UpgradeFolder, "v*").Select(path => Path.GetFileName(path))];

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task What_an_earlier_version_left_is_finished(string version)
    {
        SampleStore.Copy(Path.Combine(Checkout.UpgradeFolder, version, "store"), _temporary.File("store"));
        var ids = new Queue<Guid>(Ids);
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G2, options => options with { NewId = ids.Dequeue });
        var (ended, dead, unfinished) = (await KnowAsync(world, version), await KnowAsync(world, version), await KnowAsync(world, version));

        await world.StartRobotAsync(settings: [.. SampleStore.Settings, ("Storage:Path", _temporary.File("store"))]);
        var outcome = await world.EndOfAsync(unfinished.Id);

        Assert.Equal((RunEnd.Delivered, References), (outcome.End, (int)outcome.Counts.Enhanced));
        Assert.True(Assert.Single(unfinished.Imports).IsOneAnswerEach);
        Assert.Empty(world.Repository.Calls.Of(CallKind.Download));
        Assert.Equal(RunEnd.Delivered, (await world.EndOfAsync(ended.Id)).End);
        Assert.Equal(RunEnd.DeadLettered, (await world.EndOfAsync(dead.Id)).End);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add(OperatorKey.HeaderName, TestRobots.OperatorKey);
        using var redelivery = await http.PostAsync(new Uri(world.Repository.Robot.BaseUrl!, $"/requests/{dead.Id}/redeliver"), null);
        Assert.True(redelivery.IsSuccessStatusCode);
        Assert.Equal(dead.Id, world.Repository.Callbacks.All[^1].Id);
        Assert.Empty(await world.DeadLetters.ListAsync(default));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task What_a_newer_version_left_is_refused_with_a_sentence_and_stays_as_it_is(string version)
    {
        SampleStore.Copy(Path.Combine(Checkout.UpgradeFolder, version, "store"), _temporary.File("store"));
        await File.WriteAllTextAsync(_temporary.File("store", "version"), $"{StoreFolder.Version + 1}\n");
        var before = Contents();
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G2);

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => world.StartRobotAsync(settings: ("Storage:Path", _temporary.File("store"))));

        Assert.Contains("Nothing was changed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    // The repository pushed it to a robot of then, which took it.
    private static async Task<PushedRequest> KnowAsync(EndToEndWorld world, string version)
    {
        await using var then = LoopbackServer.Answering(202, JsonSerializer.Serialize("accepted"));
        world.Repository.Robot.BaseUrl = new Uri(then.Url);
        return await world.PushFileAsync(Path.Combine(Checkout.UpgradeFolder, version, "references.jsonl"));
    }

    private Dictionary<string, string> Contents() => Directory.GetFiles(_temporary.File("store"), "*", SearchOption.AllDirectories)
        .ToDictionary(static path => path, static path => Convert.ToHexString(File.ReadAllBytes(path)));
}
