using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Endpoints;
using RobotFunctions.Local.Store;
using RobotFunctions.Simulator;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.References;
using RobotFunctions.Simulator.Robots;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Soak;

/// <summary>The robot as a child process, and everything around it under the schedule's control.</summary>
internal sealed class SoakWorld : IAsyncDisposable
{
    /// <summary>How long a lease lasts.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    // Longer than the robot's longest wait between two attempts (RetryPolicy): on a stalling machine there may be many.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly TemporaryFolder _temporary;
    private readonly HttpClient _http = new();
    private readonly ConcurrentBag<Task> _background = [];
    private readonly RegisteredRobot _registered;
    private int _files;

    private SoakWorld(Schedule schedule, RepositorySimulator repository, JumpingClock clock, SmallDisk? disk, TemporaryFolder temporary)
    {
        (Schedule, Repository, Clock, Disk, _temporary) = (schedule, repository, clock, disk, temporary);
        _registered = repository.Robots.Register();
        Pushes = new Pushes(repository, _registered);
        Store = Path.Combine(disk?.Path ?? temporary.Path, "store");
        Robot = new SoakRobot(temporary.Path, Settings(), _registered);
    }

    public Schedule Schedule { get; }

    public RepositorySimulator Repository { get; }

    public JumpingClock Clock { get; }

    public SmallDisk? Disk { get; }

    public SoakRobot Robot { get; }

    public Pushes Pushes { get; }

    /// <summary>The folder of the robot's store.</summary>
    public string Store { get; }

    /// <summary>The robot's secret, which must be nowhere.</summary>
    public string Secret => _registered.Secret;

    /// <summary>How many references were offered for polling.</summary>
    public int Offered { get; private set; }

    public static async Task<SoakWorld> StartAsync(Schedule schedule)
    {
        var temporary = new TemporaryFolder();
        var clock = new JumpingClock(TimeProvider.System);
        SoakWorld? world = null;
        var repository = await RepositorySimulator.StartAsync(new SimulatorOptions
        {
            Folder = temporary.File("repository"),
            Generation = schedule.Generation,
            Time = clock,
            ExpiryInterval = TimeSpan.FromMilliseconds(200),
            RobotTimeout = TimeSpan.FromMinutes(1),
            BeforeImport = id => world!.Pushes.NoteResultAsync(id),
        });
        return world = new SoakWorld(schedule, repository, clock, SmallDisk.TryMount(temporary.File("disk")), temporary);
    }

    public Task<bool> StartRobotAsync() => Robot.StartAsync(Disk?.IsFull ?? false);

    /// <summary>Begins something that the schedule does not wait for.</summary>
    public void InBackground(Func<Task> work) => _background.Add(Task.Run(work));

    public async Task<string> WriteReferencesAsync(int count, int seed)
    {
        var path = _temporary.File($"references-{Interlocked.Increment(ref _files)}.jsonl");
        await new ReferenceFileGenerator(seed).WriteAsync(path, count);
        return path;
    }

    public async Task OfferAsync(string file) => Offered += await Repository.Batches.RequestAsync(_registered, file);

    /// <summary>An id that the robot may know; null while there is none.</summary>
    public BatchId? AnyId(int which) => Schedule.Generation != ApiGeneration.G3 ? Pushes.Any(which)
        : Repository.Batches.All is { Count: > 0 } batches ? batches[which % batches.Count].Id
        : null;

    /// <summary>Asks an endpoint that must answer 200 whenever there is a robot.</summary>
    public async Task LookAsync(string path)
    {
        if (await AskAsync(HttpMethod.Get, path) is { } answer && answer.Status != 200)
        {
            Pushes.Problems.Enqueue($"{path} answered {answer.Status}: {answer.Body}");
        }
    }

    public Task<(int Status, string Body)?> OrderAsync(string path) => AskAsync(HttpMethod.Post, path);

    /// <summary>Asks the robot; null when nobody answers.</summary>
    public async Task<(int Status, string Body)?> AskAsync(HttpMethod method, string path)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(_registered.BaseUrl!, path));
            request.Headers.Add(OperatorKey.HeaderName, await ReadOperatorKeyAsync());
            using var answer = await _http.SendAsync(request);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task<string> ReadOperatorKeyAsync()
    {
        var file = Path.Combine(Store, StoreFolder.OperatorKeyFile);
        return File.Exists(file) ? (await File.ReadAllTextAsync(file)).Trim() : "";
    }

    /// <summary>The repository listens again. Somebody may have taken its port meanwhile; then it waits for them to go.</summary>
    public Task BringRepositoryBackAsync() => UntilAsync(async () =>
    {
        Repository.Faults.Down = false;
        await Repository.GoDownAsync();
        try
        {
            await Repository.ComeBackAsync();
            return true;
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException or SocketException)
        {
            return false;
        }
    });

    /// <summary>A run as the robot shows it, once it no longer shows it as open: its journal is gone a moment earlier.</summary>
    public async Task<(int Status, string Body)?> ShownAsync(BatchId id)
    {
        (int Status, string Body)? shown = null;
        await UntilAsync(async () =>
        {
            shown = await AskAsync(HttpMethod.Get, $"/requests/{id}");
            return shown is not { Status: 200 } || HasOutcome(shown.Value.Body);
        });
        return shown;
    }

    /// <summary>Whether a run's status is that of an ended one.</summary>
    public static bool HasOutcome(string status)
    {
        using var parsed = JsonDocument.Parse(status);
        return parsed.RootElement.TryGetProperty("outcome", out var outcome) && outcome.ValueKind == JsonValueKind.Object;
    }

    /// <summary>All trouble is over: waits until the robot has done everything it ever accepted.</summary>
    /// <returns>False when it did not.</returns>
    public async Task<bool> SettleAsync()
    {
        Clock.SetRight();
        Disk?.Free();
        Repository.Faults.Clear();
        await StartRobotAsync();
        await Task.WhenAll(_background);
        var settled = await UntilAsync(() => Task.FromResult(
            Directory.GetFiles(Path.Combine(Store, "runs"), "*.jsonl").Length == 0 && Repository.Batches.SettledAsync(CancellationToken.None).IsCompleted));
        await Repository.ImportsEndedAsync();
        return settled;
    }

    /// <summary>Asks again and again until this is so.</summary>
    /// <returns>False when it took too long.</returns>
    public static async Task<bool> UntilAsync(Func<Task<bool>> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > LongestWait)
            {
                return false;
            }

            await Task.Delay(Look, TimeProvider.System);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        Robot.Dispose();
        _http.Dispose();
        Pushes.Dispose();
        await Repository.DisposeAsync();
        Disk?.Dispose();
        _temporary.Dispose();
    }

    private Dictionary<string, string> Settings() => new(Schedule.Settings)
    {
        ["Robot__Id"] = _registered.Id.ToString(),
        ["Robot__Secret"] = _registered.Secret,
        ["Repository__Url"] = Repository.Url.ToString(),
        ["Repository__Api"] = Schedule.Generation == ApiGeneration.G3 ? "G2" : Schedule.Generation.Name(),
        ["Repository__CallbackDelay"] = "00:00:00.400",
        ["Repository__Timeout"] = "00:00:02",
        ["Polling__Enabled"] = (Schedule.Generation == ApiGeneration.G3).ToString(),
        ["Polling__Interval"] = "00:00:00.200",
        ["Polling__Timeout"] = "00:00:02",
        ["Polling__Limit"] = "300",
        ["Polling__Lease"] = Lease.ToString("c"),
        ["Limits__StorageIdle"] = "00:00:01",
        ["Storage__Path"] = Store,
        ["Storage__AllowHttp"] = "true",
        ["Storage__AllowPrivateAddresses"] = "true",
        ["Storage__AllowedHosts__0"] = "127.0.0.1",
        // A robot that lives for seconds is not worth optimising.
        ["DOTNET_TieredPGO"] = "0",
    };
}
