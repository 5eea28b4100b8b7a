using System.Text.RegularExpressions;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Simulator.References;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Simulator.Robots;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Commands;

/// <summary>The robot as a process of its own, killed in the middle and started again: what it accepted ends, once and whole.</summary>
public sealed partial class KilledRobotTests : IAsyncLifetime, IDisposable
{
    private const int References = 1200;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongTimeout = TimeSpan.FromHours(1);

    private readonly TemporaryFolder _temporary = new();
    private RepositorySimulator? _repository;
    private RegisteredRobot? _robot;
    private Dictionary<string, string> _settings = [];

    public async Task InitializeAsync()
    {
        _repository = await RepositorySimulator.StartAsync(new SimulatorOptions { Folder = _temporary.File("repository"), RobotTimeout = LongTimeout });
        _robot = _repository.Robots.Register();
        _settings = new()
        {
            ["Robot__Id"] = _robot.Id.ToString(),
            ["Robot__Secret"] = _robot.Secret,
            ["Repository__Url"] = _repository.Url.ToString(),
            ["Repository__CallbackDelay"] = "00:00:00",
            ["Repository__Timeout"] = LongTimeout.ToString("c"),
            ["Limits__StorageIdle"] = LongTimeout.ToString("c"),
            ["Limits__ChunkReferences"] = "100",
            ["Limits__ChunkWindow"] = "2",
            ["Storage__Path"] = _temporary.File("store"),
            ["Storage__AllowHttp"] = "true",
            ["Storage__AllowPrivateAddresses"] = "true",
            ["Storage__AllowedHosts__0"] = "127.0.0.1",
        };
    }

    public async Task DisposeAsync() => await _repository!.DisposeAsync();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("accepted")]
    [InlineData("download held")]
    [InlineData("download half-way")]
    [InlineData("result-000000.jsonl")]
    [InlineData("result-000004.jsonl")]
    [InlineData("result-000008.jsonl")]
    [InlineData("result-000011.jsonl")]
    [InlineData("upload held")]
    [InlineData("upload done, answer lost")]
    [InlineData("callback held")]
    [InlineData("callback done, answer lost")]
    public async Task A_robot_killed_at_any_moment_delivers_once_and_whole(string moment)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Prepare(moment, reached);
        PushedRequest request;
        using (var robot = await StartAsync())
        {
            request = await PushAsync();
            if (moment.StartsWith("result", StringComparison.Ordinal))
            {
                // A fast robot may be through, and have removed the file, before anybody looks.
                var chunk = _temporary.File("store", "batches", request.Id.ToString(), moment);
                await UntilAsync(() => File.Exists(chunk) || request.SettledAsync(CancellationToken.None).IsCompleted);
            }
            else if (moment != "accepted")
            {
                await reached.Task;
            }

            await robot.KillAsync();
        }

        _repository!.Faults.Clear();
        using (await StartAsync())
        {
            await request.SettledAsync(CancellationToken.None);
            await UntilAsync(() => Directory.GetFiles(_temporary.File("store", "runs")).Length == 0);
        }

        var import = Assert.Single(request.Imports);
        Assert.True(import.IsOneAnswerEach, string.Join(' ', import.Problems));
        Assert.Equal(References, import.Enhanced);
        Assert.Single(_repository.Callbacks.All);
        Assert.Empty(Directory.GetFileSystemEntries(_temporary.File("store", "batches")));
        Assert.Single(Directory.GetFiles(_temporary.File("store", "runs", "ended")));
    }

    private void Prepare(string moment, TaskCompletionSource reached)
    {
        var (kind, fault) = moment switch
        {
            "download held" => (CallKind.Download, Fault.Hang),
            "download half-way" => (CallKind.Download, Fault.Stall(500_000)),
            "upload held" => (CallKind.Upload, Fault.Hang),
            "upload done, answer lost" => (CallKind.Upload, Fault.LoseReply),
            "callback held" => (CallKind.Callback, Fault.Hang),
            "callback done, answer lost" => (CallKind.Callback, Fault.LoseReply),
            _ => (CallKind.Unknown, (FaultAction)Fault.DropBefore),
        };
        _repository!.Faults.Add(kind, async (context, next) =>
        {
            if (moment.EndsWith("lost", StringComparison.Ordinal))
            {
                await fault(context, next);
                reached.SetResult();
            }
            else
            {
                reached.SetResult();
                await fault(context, next);
            }
        });
    }

    private async Task<RobotProcess> StartAsync()
    {
        var robot = RobotProcess.Start(_temporary.Path, _settings, "serve", "--urls", "http://127.0.0.1:0");
        var listening = await robot.LineAsync("Now listening on");
        _robot!.BaseUrl = new Uri(Address().Match(listening).Value);
        return robot;
    }

    private async Task<PushedRequest> PushAsync()
    {
        var file = _temporary.File("references.jsonl");
        await new ReferenceFileGenerator().WriteAsync(file, References);
        var request = await _repository!.Requests.PushBatchAsync(_robot!, file);
        Assert.True(request.RobotAnswer!.IsAccepted, request.Error);
        return request;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
    }

    [GeneratedRegex("http://127.0.0.1:[0-9]+")]
    private static partial Regex Address();
}
