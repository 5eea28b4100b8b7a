using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.EndToEnd;

/// <summary>A robot whose own settings fail whatever it claims leaves the repository's work alone, and says why.</summary>
public sealed class MisconfiguredRobotTests
{
    private const int Polls = 6;

    [Theory]
    [InlineData("Storage:AllowedHosts:0", "storage.example.org", "Storage:AllowedHosts")]
    [InlineData("Storage:AllowHttp", "false", "Storage:AllowHttp")]
    public async Task A_robot_that_may_not_call_the_repository_s_storage_claims_once_and_answers_nothing(string setting, string value, string named)
    {
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G3);
        await RequestAsync(world);

        await world.StartRobotAsync(settings: [(setting, value), ("Polling:Limit", "10")]);

        await AssertClaimsAtMostAsync(world, 1, named);
    }

    [Fact]
    public async Task A_robot_that_may_not_call_private_addresses_gives_back_what_it_claimed_and_claims_no_more()
    {
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G3);
        await RequestAsync(world);

        await world.StartRobotAsync(settings: [("Storage:AllowPrivateAddresses", "false"), ("Polling:Limit", "10"), ("Polling:MaxInFlight", "1")]);

        await AssertClaimsAtMostAsync(world, 1, "Storage:AllowPrivateAddresses");
    }

    [Fact]
    public async Task A_robot_whose_enhancer_is_misconfigured_gives_back_what_it_claimed_and_claims_no_more()
    {
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G3);
        await RequestAsync(world);
        var refused = new DelegateEnhancer(static (_, _) => throw new MisconfiguredException("The model refused the reference with 401. Check Http:Headers."));

        await world.StartRobotAsync(refused, ("Polling:Limit", "10"), ("Polling:MaxInFlight", "1"));

        await AssertClaimsAtMostAsync(world, 1, "Http:Headers");
        var batch = Assert.Single(world.Repository.Batches.All);
        var outcome = await world.EndOfAsync(batch.Id);
        Assert.Equal(RunEnd.LeaseAbandoned, outcome.End);
    }

    [Fact]
    public async Task A_pushed_batch_waits_for_the_taxonomy_that_is_gone_and_is_answered_once_it_is_back()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Path);
        var taxonomy = folder.File("taxonomy.yaml");
        const string Content = "scheme: test:keywords\nlabels:\n  - label: any\n    terms: [the]\n";
        await File.WriteAllTextAsync(taxonomy, Content);
        await using var world = await EndToEndWorld.StartAsync(
            ApiGeneration.G2, settings: [("Robot:Enhancer", "keywords"), ("Keywords:Taxonomy", taxonomy)]);
        File.Delete(taxonomy);

        var request = await world.PushReferencesAsync(3);
        await EndToEndWorld.UntilAsync(() => world.Logs.Any(static line => line.Level == LogLevel.Warning && line.Text.Contains("misconfigured", StringComparison.Ordinal)));
        Assert.Contains("The file does not exist", await ReadyAsync(world, 503), StringComparison.Ordinal);
        await File.WriteAllTextAsync(taxonomy, Content);

        Assert.Equal(RunEnd.Delivered, (await world.EndOfAsync(request.Id)).End);
        Assert.Equal("""{"ready":true,"failed":[]}""", await ReadyAsync(world, 200));
    }

    private static async Task RequestAsync(EndToEndWorld world) =>
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(50));

    private static async Task AssertClaimsAtMostAsync(EndToEndWorld world, int most, string setting)
    {
        await EndToEndWorld.UntilAsync(() => world.Logs.Count(static line => line.Text.Contains("claims no work", StringComparison.Ordinal)) >= Polls);

        Assert.InRange(world.Repository.Batches.All.Count, 1, most);
        Assert.InRange(world.Repository.Calls.Of(CallKind.Poll).Count, 1, most);
        Assert.Empty(world.Repository.Callbacks.All);
        Assert.Contains(
            world.Logs,
            line => line.Level == LogLevel.Warning && line.Text.Contains("misconfigured", StringComparison.Ordinal) && line.Text.Contains(setting, StringComparison.Ordinal));
        var ready = await ReadyAsync(world, 503);
        Assert.Contains("\"settings\"", ready, StringComparison.Ordinal);
        Assert.Contains(setting, ready, StringComparison.Ordinal);
    }

    private static async Task<string> ReadyAsync(EndToEndWorld world, int status)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(world.Repository.Robot.BaseUrl!, "/ready"));
        Assert.Equal(status, (int)answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
