using System.Text;
using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Simulator;

/// <summary>A repository that pushes requests to a robot, which accepts all; the tests call back in its place.</summary>
public abstract class PushingRepository : IAsyncLifetime
{
    protected const string Unknown = "8f2d3c4b-0000-4000-8000-000000000001";
    protected const string First = "3a533776-c9ad-4aac-a089-d654d509490c";
    protected const string Second = "3a533776-c9ad-4aac-a089-d654d509490d";

    private readonly FakeTimeProvider _time = new();

    private protected LoopbackServer Robot { get; } = LoopbackServer.Answering(202);

    private protected FakeRepository Repository { get; private set; } = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Repository.DisposeAsync();
        await Robot.DisposeAsync();
    }

    protected async Task StartAsync(ApiGeneration generation, Func<SimulatorOptions, SimulatorOptions>? configure = null)
    {
        Repository = await FakeRepository.StartAsync(generation, _time, configure);
        Repository.Robot.BaseUrl = new Uri(Robot.Url);
    }

    protected static string Reference(string id) => $$"""{"id":"{{id}}"}""";

    protected async Task<PushedRequest> PushBatchAsync(ApiGeneration generation, params string[] references)
    {
        await StartAsync(generation);
        return await Repository.Requests.PushBatchAsync(Repository.Robot, await Repository.WriteLinesAsync(references.Select(Reference)));
    }

    protected async Task<PushedRequest> PushSingleAsync(ApiGeneration generation)
    {
        await StartAsync(generation);
        return await Repository.Requests.PushSingleAsync(Repository.Robot, Encoding.UTF8.GetBytes(Reference(First)));
    }

    private protected Task<FakeAnswer> UploadAsync(params string[] lines)
    {
        var pushed = JsonElement.Parse(Robot.Exchanges.Last().Body);
        return Repository.UploadAsync(pushed.GetProperty("result_storage_url").GetString()!, lines);
    }

    private protected Task<FakeAnswer> ReportAsync(string path, PushedRequest request, string body) => Repository.CallAsync(
        HttpMethod.Post,
        path.Replace("{id}", request.Id.ToString(), StringComparison.Ordinal),
        body.Replace("{id}", request.Id.ToString(), StringComparison.Ordinal));
}
