using Grpc.Net.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Storage;
using RobotFunctions.Tests.Engine;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Engine;

[Collection(AzuriteTestGroup.Name)]
public sealed class DurableRunsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly TaskCompletionSource _mayDownload = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _downloads;
    private DurableHost _durable = null!;
    private IBatchRuns _runs = null!;

    public async Task InitializeAsync()
    {
        _durable = await TestApp.StartAsync(azurite, new Uri("https://repository.example"), steps => steps
            .AddStep<Batch, DownloadedReferences>(async (_, _) =>
            {
                Interlocked.Increment(ref _downloads);
                await _mayDownload.Task;
                return new DownloadedReferences(0, 0, 0, 0);
            })
            .AddStep<UploadInput, UploadedResults>(_ => new UploadedResults(0))
            .AddStep<ReportInput, Reported>(_ => new Reported(202, Repeated: false)));
        _runs = _durable.Services.GetRequiredService<IBatchRuns>();
    }

    public async Task DisposeAsync()
    {
        _mayDownload.TrySetResult();
        await _durable.DisposeAsync();
    }

    [Fact]
    public async Task A_started_run_is_open_and_its_request_is_stored()
    {
        var request = Request();

        Assert.Equal(StartVerdict.Started, await _runs.StartAsync(request, default));

        var run = await _runs.FindAsync(request.Batch.Id, default);
        Assert.Equal((request.Batch.Id, TestRobots.RobotId, BatchOrigin.Batch), (run!.Id, run.Robot, run.Origin));
        Assert.Null(run.Outcome);
        Assert.Equal(request.ReferenceUrl, (await StoredAsync(request))!.ReferenceUrl);
    }

    [Fact]
    public async Task A_signed_URL_never_gets_into_the_history()
    {
        var request = Request();
        await _runs.StartAsync(request, default);

        var instance = await _durable.Client.GetInstanceAsync(request.Batch.Id.ToString(), getInputsAndOutputs: true);

        Assert.DoesNotContain("sig=", instance!.SerializedInput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_request_while_its_run_is_open_starts_nothing_and_its_newer_URLs_are_kept()
    {
        var request = Request();
        await _runs.StartAsync(request, default);
        var repeated = request with
        {
            Batch = request.Batch with { AcceptedAt = request.Batch.AcceptedAt.AddMinutes(5), UrlsIssuedAt = request.Batch.UrlsIssuedAt.AddMinutes(5) },
            ReferenceUrl = Url("refs", "later"),
            ResultUrl = Url("results", "later"),
        };

        Assert.Equal(StartVerdict.AlreadyRunning, await _runs.StartAsync(repeated, default));

        var stored = await StoredAsync(request);
        Assert.Equal((repeated.ReferenceUrl, repeated.ResultUrl), (stored!.ReferenceUrl, stored.ResultUrl));
        Assert.Equal((request.Batch.AcceptedAt, repeated.Batch.UrlsIssuedAt), (stored.Batch.AcceptedAt, stored.Batch.UrlsIssuedAt));
    }

    [Fact]
    public async Task Another_request_under_the_id_of_an_open_run_is_a_conflict_and_changes_nothing()
    {
        var request = Request();
        await _runs.StartAsync(request, default);

        Assert.Equal(StartVerdict.Conflict, await _runs.StartAsync(request with { ContentHash = "other" }, default));

        Assert.Equal("same", (await StoredAsync(request))!.ContentHash);
    }

    [Fact]
    public async Task The_same_request_after_its_run_has_ended_starts_a_new_run()
    {
        var request = Request();
        await _runs.StartAsync(request, default);
        _mayDownload.SetResult();
        await _durable.EndedAsync(request.Batch.Id.ToString());

        Assert.Equal(StartVerdict.Started, await _runs.StartAsync(request, default));

        await _durable.EndedAsync(request.Batch.Id.ToString());
        Assert.Equal(2, _downloads);
    }

    [Fact]
    public async Task Of_equal_requests_that_come_at_once_one_starts_a_run()
    {
        var request = Request();

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _runs.StartAsync(request, default)));

        Assert.Single(verdicts, StartVerdict.Started);
        Assert.Equal(7, verdicts.Count(verdict => verdict is StartVerdict.AlreadyRunning or StartVerdict.Busy));
        _mayDownload.SetResult();
        await _durable.EndedAsync(request.Batch.Id.ToString());
        Assert.Equal(1, _downloads);
    }

    [Fact]
    public async Task Of_different_requests_that_come_at_once_under_one_id_the_run_and_the_store_have_the_same()
    {
        var request = Request();

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            async number => (number, verdict: await _runs.StartAsync(request with { ContentHash = $"{number}" }, default))));

        var winner = Assert.Single(verdicts, start => start.verdict == StartVerdict.Started);
        Assert.Equal($"{winner.number}", (await StoredAsync(request))!.ContentHash);
    }

    [Fact]
    public async Task An_ended_run_tells_how_it_ended_and_has_left_no_payload()
    {
        var request = Request();
        await _runs.StartAsync(request, default);
        _mayDownload.SetResult();
        await _durable.EndedAsync(request.Batch.Id.ToString());

        var run = await _runs.FindAsync(request.Batch.Id, default);

        Assert.Equal(RunEnd.Delivered, run!.Outcome!.End);
        Assert.Equal(RunPhase.Ended, run.Progress.Phase);
        Assert.Null(await StoredAsync(request));
    }

    [Fact]
    public async Task A_cancelled_run_tells_the_repository_and_ends()
    {
        var request = Request();
        await _runs.StartAsync(request, default);

        Assert.True(await _runs.CancelAsync(request.Batch.Id, default));

        _mayDownload.SetResult();
        var ended = await _durable.EndedAsync(request.Batch.Id.ToString());
        Assert.Equal(RunEnd.ErrorDelivered, ended.ReadOutputAs<RunOutcome>()!.End);
        Assert.False(await _runs.CancelAsync(request.Batch.Id, default));
    }

    [Fact]
    public async Task What_nobody_started_is_not_found_and_cannot_be_cancelled()
    {
        Assert.Null(await _runs.FindAsync(new BatchId(Guid.CreateVersion7()), default));
        Assert.False(await _runs.CancelAsync(new BatchId(Guid.CreateVersion7()), default));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_and_counted_by_robot_while_open()
    {
        var (older, newer) = (Request(), Request(FakeTimeProvider.DefaultStart.AddMinutes(1)));
        await _runs.StartAsync(newer, default);
        await _runs.StartAsync(older, default);

        Assert.Equal([newer.Batch.Id, older.Batch.Id], (await _runs.ListAsync(10, default)).Select(run => run.Id));
        Assert.Equal([newer.Batch.Id], (await _runs.ListAsync(1, default)).Select(run => run.Id));
        Assert.Equal(2, await _runs.CountOpenAsync(TestRobots.RobotId, default));
        Assert.Equal(0, await _runs.CountOpenAsync(new RobotId(Guid.CreateVersion7()), default));
    }

    [Fact]
    public async Task A_run_that_the_engine_ended_is_shown_as_lost()
    {
        var request = Request();
        await _runs.StartAsync(request, default);
        await _durable.Client.TerminateInstanceAsync(request.Batch.Id.ToString());
        await _durable.EndedAsync(request.Batch.Id.ToString());

        Assert.Equal(RunEnd.DeadLettered, (await _runs.FindAsync(request.Batch.Id, default))!.Outcome!.End);
        Assert.Equal([request.Batch.Id], (await ((DurableRuns)_runs).ListLostAsync(default)).Select(run => run.Id));
    }

    [Fact]
    public async Task An_engine_that_cannot_be_reached_is_trouble_with_a_store()
    {
        using var channel = GrpcChannel.ForAddress("http://127.0.0.1:1");
        var nobody = new GrpcDurableTaskClient("nobody", new GrpcDurableTaskClientOptions { Channel = channel }, NullLogger<GrpcDurableTaskClient>.Instance);
        _durable.Services.GetRequiredService<HostEngine>().Connect(nobody);

        await Assert.ThrowsAnyAsync<IOException>(() => _runs.FindAsync(TestRobots.BatchId, default));
        await Assert.ThrowsAnyAsync<IOException>(() => _runs.StartAsync(Request(), default));
    }

    private Task<AcceptedRequest?> StoredAsync(AcceptedRequest request) =>
        new AcceptedRequests(_durable.Services.GetRequiredService<IBatchStore>()).LoadAsync(request.Batch.Id, default);

    private static AcceptedRequest Request(DateTimeOffset? acceptedAt = null) => new()
    {
        Batch = TestRobots.Batch() with
        {
            Id = new BatchId(Guid.CreateVersion7()),
            AcceptedAt = acceptedAt ?? FakeTimeProvider.DefaultStart,
            UrlsIssuedAt = TimeProvider.System.GetUtcNow(),
        },
        ReferenceUrl = Url("refs", "first"),
        ResultUrl = Url("results", "first"),
        ContentHash = "same",
    };

    private static SignedUrl Url(string file, string signature)
    {
        Assert.True(SignedUrl.TryParse($"https://acct.blob.core.windows.net/c/{file}.jsonl?sig={signature}", out var url));
        return url;
    }
}
