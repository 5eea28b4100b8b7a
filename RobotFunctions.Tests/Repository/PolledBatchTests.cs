using System.Text.Json;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Repository.RepositoryClientFixture;
using PollingOptions = RobotFunctions.Core.Configuration.PollingOptions;

namespace RobotFunctions.Tests.Repository;

public sealed class PolledBatchTests : IDisposedAsync
{
    private const string BatchJson = """
        {"id":"0198c1a2-7b3c-7def-8123-456789abcdef","reference_storage_url":"https://a.blob.core.windows.net/r/f.jsonl?sig=1",
         "result_storage_url":"https://a.blob.core.windows.net/o/f.jsonl?sig=2","extra_fields":null,"unknown":[1]}
        """;

    private static readonly PollingOptions Polling = new() { Limit = 500, Lease = TimeSpan.FromHours(36), Timeout = TimeSpan.FromMinutes(5) };

    private readonly RepositoryClientFixture _repository = new();

    [Fact]
    public async Task A_poll_claims_a_batch()
    {
        _repository.Handler.Answer(200, BatchJson);

        var outcome = await PollAsync();

        var batch = outcome.Value!.Batch!;
        Assert.Equal(BatchId, batch.Id);
        Assert.Equal("https://a.blob.core.windows.net/r/f.jsonl?sig=1", batch.ReferenceUrl.ToUri().OriginalString);
        Assert.Equal("https://a.blob.core.windows.net/o/f.jsonl?sig=2", batch.ResultUrl.ToUri().OriginalString);
        Assert.Equal(JsonValueKind.Undefined, batch.ExtraFields.ValueKind);
        var call = _repository.AssertSignedCall();
        Assert.Equal(HttpMethod.Post, call.Method);
        Assert.Equal(
            "https://repository.example/v1/robot-enhancement-batches/?robot_id=0198c0de-0000-7000-8000-00000000beef&limit=500&lease=P1DT12H",
            call.Url.AbsoluteUri);
        Assert.Empty(call.Body!);
    }

    [Theory]
    [InlineData("00:10:00", "PT10M")]
    [InlineData("00:00:01", "PT1S")]
    [InlineData("7.00:00:00", "P7D")]
    [InlineData("01:02:03.5", "PT1H2M3.5S")]
    public async Task Durations_are_written_as_ISO_8601_has_them(string lease, string written)
    {
        _repository.Handler.Answer(204);

        await _repository.Client.PollAsync(
            Robot, new PollingOptions { Lease = TimeSpan.Parse(lease, null) }, CancellationToken.None);

        Assert.EndsWith($"&lease={written}", _repository.Handler.Calls[0].Url.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_work_is_no_failure()
    {
        _repository.Handler.Answer(204);

        var outcome = await PollAsync();

        Assert.True(outcome.Succeeded);
        Assert.Null(outcome.Value!.Batch);
    }

    [Theory]
    [InlineData(401, """{"detail":"robot client 1 does not exist."}""", FailureKind.Transient, "401, robot client 1 does not exist.")]
    [InlineData(422, """{"detail":[{"loc":["query","limit"],"msg":"Input should be a valid integer"}]}""", FailureKind.Permanent, "query.limit: Input")]
    [InlineData(500, "Internal Server Error", FailureKind.Transient, "500, Internal Server Error")]
    [InlineData(503, "", FailureKind.Transient, "503")]
    [InlineData(504, "", FailureKind.Transient, "504")]
    [InlineData(200, "", FailureKind.Transient, "cannot be read")]
    [InlineData(200, "<html>sign in</html>", FailureKind.Transient, "cannot be read")]
    [InlineData(200, "{}", FailureKind.Transient, "id is missing")]
    [InlineData(
        200,
        """{"id":"0198c1a2-7b3c-7def-8123-456789abcdef","reference_storage_url":"ftp://secret","result_storage_url":"https://h/"}""",
        FailureKind.Transient,
        "reference_storage_url is not an absolute http or https URL")]
    public async Task A_poll_that_fails_says_why(int status, string body, FailureKind kind, string reason)
    {
        _repository.Handler.Answer(status, body);

        var failure = AssertFailed(kind, await PollAsync());

        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poll_may_take_as_long_as_polling_allows_and_other_calls_may_not()
    {
        var received = new SemaphoreSlim(0);
        await using var server = new LoopbackServer(async exchange =>
        {
            received.Release();
            await exchange.StallAsync();
        });
        await using var repository = new RepositoryClientFixture(server.Url, static options => options.Timeout = TimeSpan.FromMinutes(1));

        var poll = repository.Client.PollAsync(Robot, Polling, CancellationToken.None);
        var refresh = repository.Client.GetBatchAsync(Robot, BatchId, CancellationToken.None);
        await received.WaitAsync();
        await received.WaitAsync();
        repository.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("within 60 seconds", AssertFailed(FailureKind.Transient, await refresh).Reason, StringComparison.Ordinal);
        Assert.False(poll.IsCompleted);
        repository.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Contains("within 300 seconds", AssertFailed(FailureKind.Transient, await poll).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_polled_batch_gives_fresh_URLs()
    {
        _repository.Handler.Answer(200, BatchJson);

        var outcome = await _repository.Client.GetBatchAsync(Robot, BatchId, CancellationToken.None);

        Assert.Equal("https://a.blob.core.windows.net/o/f.jsonl?sig=2", outcome.Value!.ResultUrl.ToUri().OriginalString);
        var call = _repository.AssertSignedCall();
        Assert.Equal(HttpMethod.Get, call.Method);
        Assert.Equal("https://repository.example/v1/robot-enhancement-batches/0198c1a2-7b3c-7def-8123-456789abcdef/", call.Url.AbsoluteUri);
        Assert.Null(call.Body);
    }

    [Fact]
    public async Task A_batch_nobody_knows_is_not_found()
    {
        _repository.Handler.Answer(404, """{"detail":"no such batch"}""").Answer(404, """{"detail":"no such batch"}""");

        AssertFailed(FailureKind.NotFound, await _repository.Client.GetBatchAsync(Robot, BatchId, CancellationToken.None));
        AssertFailed(FailureKind.NotFound, await RenewAsync());
    }

    [Theory]
    [InlineData("2026-08-20T12:09:49.123456+00:00", "2026-08-20T12:09:49.1234560+00:00")]
    [InlineData("2026-08-20T12:09:49+00:00", "2026-08-20T12:09:49.0000000+00:00")]
    [InlineData("2026-08-20T14:09:49+02:00", "2026-08-20T12:09:49.0000000+00:00")]
    [InlineData("\"2026-08-20T12:09:49+00:00\"", "2026-08-20T12:09:49.0000000+00:00")]
    [InlineData("2026-08-20T12:09:49\n", "2026-08-20T12:09:49.0000000+00:00")]
    [InlineData("", "2026-08-20T12:10:00.0000000+00:00")]
    [InlineData("null", "2026-08-20T12:10:00.0000000+00:00")]
    public async Task A_renewed_lease_ends_when_the_repository_says_or_else_when_we_asked_for(string body, string end)
    {
        _repository.Handler.Answer(200, body);

        var outcome = await RenewAsync();

        Assert.Equal(end, outcome.Value!.ExpiresAt.ToString("O"));
        var call = _repository.AssertSignedCall();
        Assert.Equal(HttpMethod.Patch, call.Method);
        Assert.Equal(
            "https://repository.example/v1/robot-enhancement-batches/0198c1a2-7b3c-7def-8123-456789abcdef/renew-lease/?lease=PT10M", call.Url.AbsoluteUri);
        Assert.Empty(call.Body!);
    }

    [Fact]
    public async Task A_batch_with_nothing_left_to_renew_is_lost()
    {
        _repository.Handler.Answer(409, """{"detail":"This batch has no pending enhancements. They may have already expired or been completed."}""");

        Assert.Contains("no pending enhancements", AssertFailed(FailureKind.LeaseLost, await RenewAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewal_that_meets_trouble_is_transient()
    {
        _repository.Handler.Answer(500, "Internal Server Error");

        AssertFailed(FailureKind.Transient, await RenewAsync());
    }

    public ValueTask DisposeAsync() => _repository.DisposeAsync();

    private Task<StepOutcome<Core.Repository.Polled>> PollAsync() => _repository.Client.PollAsync(Robot, Polling, CancellationToken.None);

    private Task<StepOutcome<RenewedLease>> RenewAsync() =>
        _repository.Client.RenewLeaseAsync(Robot, BatchId, TimeSpan.FromMinutes(10), CancellationToken.None);
}
