using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Engine;
using RobotFunctions.Local.Engine.Journals;
using RobotFunctions.Local.Store;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Simulator.References;
using RobotFunctions.Tests.Engine;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

public sealed class PollCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private RepositorySimulator? _repository;
    private Dictionary<string, string> _settings = [];

    public async Task InitializeAsync()
    {
        _repository = await RepositorySimulator.StartAsync(new SimulatorOptions { Folder = _temporary.File("repository"), Generation = ApiGeneration.G3 });
        var robot = _repository.Robots.Register();
        var file = _temporary.File("references.jsonl");
        await new ReferenceFileGenerator().WriteAsync(file, 5);
        await _repository.Batches.RequestAsync(robot, file, CancellationToken.None);
        _settings = new()
        {
            ["ROBOT_ID"] = robot.Id.ToString(),
            ["ROBOT_SECRET"] = robot.Secret,
            ["DESTINY_REPOSITORY_URL"] = _repository.Url.ToString(),
            ["BATCH_SIZE"] = "3",
            ["Repository__Timeout"] = "01:00:00",
            ["Polling__Timeout"] = "01:00:00",
            ["Limits__StorageIdle"] = "01:00:00",
            ["Storage__AllowHttp"] = "true",
            ["Storage__AllowPrivateAddresses"] = "true",
            ["Storage__AllowedHosts__0"] = "127.0.0.1",
        };
    }

    public async Task DisposeAsync() => await _repository!.DisposeAsync();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Once_takes_one_batch_finishes_it_and_exits()
    {
        Assert.Contains("Delivered; 3 enhanced", await PollOnceAsync(0), StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(_repository!.Batches.All).Import!.Enhanced);

        Assert.Contains("Delivered; 2 enhanced", await PollOnceAsync(0), StringComparison.Ordinal);
        Assert.Contains("there is no work", await PollOnceAsync(0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_names_the_bad_lines_of_a_batch()
    {
        _repository!.Faults.Add(CallKind.Download, Fault.Answer(200, "{\"id\":\"0198c1a2-7b3c-7def-8123-456789abcdef\"}\n\n{\"no\":\"id\"}\n"));

        var robot = await RobotProcess.RunAsync(_temporary.Path, _settings, "", "poll", "--once");

        Assert.Contains("1 enhanced, 0 failed, 1 bad lines", robot.Output, StringComparison.Ordinal);
        Assert.Contains("  line 3: The reference has no id.", robot.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_fails_when_the_repository_cannot_be_asked()
    {
        _repository!.Faults.Add(CallKind.Poll, Fault.Answer(503, "down"), times: 100);

        Assert.Contains("503", await PollOnceAsync(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_fails_and_gives_back_the_store_when_what_an_earlier_start_left_fails_unexpectedly_again()
    {
        var request = NumberedRequests.Request(1);
        using (var store = StoreFolder.Open(_temporary.File(".robot")))
        {
            new RunFiles(store).Create(request);
            File.AppendAllBytes(
                Path.Combine(store.Runs, $"{request.Batch.Id}.jsonl"),
                Journal.ToLines([new RunBegun(StepRunnerContract.Plan), new StepFinished(new StepCall("DownloadReferences", "", 0), JsonElement.Parse("7"))]));
        }

        Assert.Contains($"batch {request.Batch.Id} of an earlier start failed unexpectedly again", await PollOnceAsync(1), StringComparison.Ordinal);

        StoreFolder.Open(_temporary.File(".robot")).Dispose();
    }

    private async Task<string> PollOnceAsync(int code)
    {
        var robot = await RobotProcess.RunAsync(_temporary.Path, _settings, "", "poll", "--once");

        Assert.True(robot.Code == code, $"{robot.Code}: {robot.Output} {robot.Error}");
        return robot.Output.Split('\n').First(static line => line.StartsWith("Robot ", StringComparison.Ordinal));
    }
}
