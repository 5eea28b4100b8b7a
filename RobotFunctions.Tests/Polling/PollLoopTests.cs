using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Core.Polling;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Repository;

namespace RobotFunctions.Tests.Polling;

public sealed class PollLoopTests : IDisposedAsync
{
    private readonly RepositoryClientFixture _repository = new();
    private readonly Mock<IBatchRuns> _runs = new();
    private readonly List<AcceptedRequest> _started = [];
    private readonly RobotOptions _options = new();
    private readonly StorageOptions _storage = new() { AllowedHosts = { "s.example" } };
    private readonly MemoryHubRecords _hubRecords = new();
    private readonly SemaphoreSlim _waits = new(0);
    private int _open;
    private bool _hasRoom = true;

    public PollLoopTests()
    {
        _runs.Setup(runs => runs.CountOpenAsync(It.IsAny<RobotId>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => _open);
        _runs.Setup(runs => runs.HasCapacityAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => _hasRoom);
        _runs.Setup(runs => runs.StartAsync(It.IsAny<AcceptedRequest>(), It.IsAny<CancellationToken>()))
            .Callback((AcceptedRequest request, CancellationToken _) =>
            {
                _started.Add(request);
                _open++;
            })
            .ReturnsAsync(StartVerdict.Started);
    }

    private FakeTimeProvider Time => _repository.Time;

    public ValueTask DisposeAsync()
    {
        _waits.Dispose();
        return _repository.DisposeAsync();
    }

    [Fact]
    public async Task A_claimed_batch_is_started_with_a_lease_counted_from_before_the_call()
    {
        _repository.Handler.Answer(_ =>
        {
            Time.Advance(TimeSpan.FromMinutes(2));
            return Claimed(1);
        });

        var verdict = await Poller().PollAsync(Robot(), CancellationToken.None);

        Assert.Equal(PollEnd.Claimed, verdict.End);
        var batch = Assert.Single(_started).Batch;
        Assert.Equal((BatchOrigin.Polled, ApiGeneration.G3), (batch.Origin, batch.Generation));
        Assert.Equal(new Lease(TimeSpan.FromMinutes(10), FakeTimeProvider.DefaultStart.AddMinutes(10)), batch.Lease);
    }

    [Fact]
    public async Task Nothing_is_claimed_that_the_store_has_no_room_for()
    {
        _hasRoom = false;

        var verdict = await Poller().PollAsync(Robot(), CancellationToken.None);

        Assert.Equal(PollEnd.Failed, verdict.End);
        Assert.Contains("no capacity", verdict.Reason, StringComparison.Ordinal);
        Assert.Empty(_repository.Handler.Calls);
    }

    [Fact]
    public async Task Nothing_is_asked_while_as_many_runs_are_open_as_may_be()
    {
        _open = _options.Polling.MaxInFlight;

        Assert.Equal(PollEnd.Full, (await Poller().PollAsync(Robot(), CancellationToken.None)).End);
        Assert.Empty(_repository.Handler.Calls);
    }

    [Fact]
    public async Task It_drains_without_a_pause_while_batches_come()
    {
        _options.Polling.MaxInFlight = 10;
        _repository.Handler.Answer(_ => Claimed(1)).Answer(_ => Claimed(2)).Answer(_ => Claimed(3)).Answer(204);

        await RunUntilWaitingAsync();

        Assert.Equal(3, _started.Count);
        Assert.Equal(FakeTimeProvider.DefaultStart, Time.GetUtcNow());
    }

    [Fact]
    public async Task Without_work_it_waits_the_interval_with_jitter()
    {
        _repository.Handler.Answer(204).Answer(204);
        using var stopping = new CancellationTokenSource();
        var loop = Loop(random: 0.5).RunAsync(stopping.Token);
        await WaitingAsync();

        Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Single(_repository.Handler.Calls);
        Time.Advance(TimeSpan.FromSeconds(1));
        await WaitingAsync();

        Assert.Equal(2, _repository.Handler.Calls.Count);
        await stopping.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task It_backs_off_from_errors_and_keeps_a_longer_wait_that_it_is_asked_for()
    {
        _repository.Handler.Answer(500).Answer(503, "", ("Retry-After", "240")).Answer(204);
        using var stopping = new CancellationTokenSource();
        var loop = Loop(random: 0.5).RunAsync(stopping.Token);
        await WaitingAsync();
        Time.Advance(TimeSpan.FromSeconds(30));
        await WaitingAsync();
        Assert.Equal(2, _repository.Handler.Calls.Count);

        Time.Advance(TimeSpan.FromSeconds(239));
        Assert.Equal(2, _repository.Handler.Calls.Count);
        Time.Advance(TimeSpan.FromSeconds(1));
        await WaitingAsync();

        Assert.Equal(3, _repository.Handler.Calls.Count);
        await stopping.CancelAsync();
        await loop;
    }

    [Theory]
    [InlineData("4294968")]
    [InlineData("Tue, 20 Aug 2120 12:00:00 GMT")]
    public async Task A_wait_of_weeks_that_it_is_asked_for_is_cut_and_does_not_end_it(string retryAfter)
    {
        _repository.Handler.Answer(503, "", ("Retry-After", retryAfter)).Answer(204);
        using var stopping = new CancellationTokenSource();
        var loop = Loop(random: 0.5).RunAsync(stopping.Token);
        await WaitingAsync();

        Time.Advance(TimeSpan.FromMinutes(5));
        await WaitingAsync();

        Assert.Equal(2, _repository.Handler.Calls.Count);
        await stopping.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task A_batch_claimed_while_stopping_is_kept_and_no_further_one_is_claimed()
    {
        using var stopping = new CancellationTokenSource();
        _repository.Handler.Answer(_ =>
        {
            stopping.Cancel();
            return Claimed(1);
        });

        await Loop().RunAsync(stopping.Token);

        Assert.Single(_started);
        Assert.Single(_repository.Handler.Calls);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_started_is_a_failed_poll_that_says_so()
    {
        _runs.Setup(runs => runs.StartAsync(It.IsAny<AcceptedRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync(StartVerdict.Busy);
        _repository.Handler.Answer(_ => Claimed(1));

        var verdict = await Poller().PollAsync(Robot(), CancellationToken.None);

        Assert.Equal(PollEnd.Failed, verdict.End);
        Assert.Contains("its lease expires", verdict.Reason, StringComparison.Ordinal);
    }

    private async Task RunUntilWaitingAsync()
    {
        using var stopping = new CancellationTokenSource();
        var loop = Loop().RunAsync(stopping.Token);
        await WaitingAsync();
        await stopping.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task A_robot_that_is_disabled_at_the_Hub_claims_nothing_and_looks_again_after_its_interval()
    {
        _options.RegistryId = Guid.CreateVersion7().ToString();
        await Switches().SetAsync(Robot().Id, isEnabled: false, "It labels everything as cats.", default);

        var verdict = await Poller().PollAsync(Robot(), CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var loop = Loop(random: 0.5).RunAsync(stop.Token);
        await WaitingAsync();

        Assert.Equal((PollEnd.Disabled, "The robot is disabled at the Hub: It labels everything as cats."), (verdict.End, verdict.Reason));
        Assert.Empty(_repository.Handler.Calls);

        await Switches().SetAsync(Robot().Id, isEnabled: true, reason: null, default);
        _repository.Handler.Answer(204);
        Time.Advance(_options.Polling.Interval);
        await WaitingAsync();

        Assert.Single(_repository.Handler.Calls);
        await stop.CancelAsync();
        await loop;
    }

    private PollLoop Loop(double random = 0) => new(Poller(), Robot(), Time, () =>
    {
        _waits.Release();
        return random;
    });

    /// <summary>Ends when the loop waits for its next poll: the wait is drawn once a poll is over, and then its timer is the only one.</summary>
    private async Task WaitingAsync()
    {
        await _waits.WaitAsync();
        await Time.TimersArmedAsync();
    }

    private Poller Poller() => new(
        _repository.Client,
        _runs.Object,
        new SignedUrlPolicy(Options.Create(_storage)),
        new PollingPauses(new MemoryPollingPauses(), new SettingsFingerprint(new ConfigurationBuilder().Build()), Time, NullLogger<PollingPauses>.Instance),
        Switches(),
        new LastPolls(_hubRecords, Options.Create(new HubClientOptions()), Time),
        Time,
        NullLogger<Poller>.Instance);

    private RobotSwitches Switches() => new(_hubRecords, new ConfiguredRobots([Robot()]), Time, NullLogger<RobotSwitches>.Instance);

    private Robot Robot() => new(RepositoryClientFixture.Robot, _options);

    private static HttpResponseMessage Claimed(int number) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(
            $$"""{"id":"0198c1a2-7b3c-7def-8123-{{number:x12}}","reference_storage_url":"https://s.example/r?sig=1","result_storage_url":"https://s.example/w?sig=2","extra_fields":null}"""),
    };
}
