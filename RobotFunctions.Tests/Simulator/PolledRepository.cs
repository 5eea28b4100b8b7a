using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Simulator;

/// <summary>Today's repository, with what a robot calls on it.</summary>
public abstract class PolledRepository : IAsyncLifetime
{
    protected const string Batches = "/v1/robot-enhancement-batches/";
    protected const string Unknown = "0198c1a2-7b3c-7def-8123-000000000001";

    protected FakeTimeProvider Time { get; } = new();

    private protected FakeRepository Repository { get; private set; } = null!;

    /// <summary>What an import waits for before it begins.</summary>
    protected TaskCompletionSource MayImport { get; set; } = new();

    public async Task InitializeAsync()
    {
        MayImport.SetResult();
        Repository = await FakeRepository.StartAsync(ApiGeneration.G3, Time, options => options with { BeforeImport = _ => MayImport.Task });
    }

    public async Task DisposeAsync() => await Repository.DisposeAsync();

    protected async Task<Guid[]> RequestAsync(int count)
    {
        var file = await Repository.WriteReferencesAsync(count);
        Assert.Equal(count, await Repository.Batches.RequestAsync(Repository.Robot, file));
        return [.. (await File.ReadAllLinesAsync(file)).Select(IdOf)];
    }

    private protected Task<FakeAnswer> PollAsync(string more = "") => Repository.CallAsync(HttpMethod.Post, $"{Batches}?robot_id={TestRobots.RobotId}{more}");

    private protected Task<FakeAnswer> RenewAsync(string id, string query) => Repository.CallAsync(HttpMethod.Patch, $"{Batches}{id}/renew-lease/{query}");

    private protected Task<FakeAnswer> ReportAsync(string id, string body) => Repository.CallAsync(HttpMethod.Post, $"{Batches}{id}/results/", body);

    private protected async Task<Guid[]> ReferencesOfAsync(FakeAnswer batch)
    {
        var file = await Repository.CallStorageAsync(HttpMethod.Get, batch["reference_storage_url"]!);
        return [.. file.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(IdOf)];
    }

    private static Guid IdOf(string line) => JsonElement.Parse(line).GetProperty("id").GetGuid();
}
