using System.Text;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Steps;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Repository.RepositoryClientFixture;

namespace RobotFunctions.Tests.Repository;

/// <summary>What a report's caller learns when the connection does what only connections do.</summary>
public sealed class ReportOverSocketsTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":null}""");

    [Fact]
    public async Task Exactly_the_signed_bytes_and_headers_go_over_the_wire()
    {
        await using var server = LoopbackServer.Answering(202, "{}");
        await using var repository = new RepositoryClientFixture(server.Url + "/v1/");

        Assert.True((await ReportAsync(repository)).Outcome.Succeeded);

        var sent = Assert.Single(server.Exchanges);
        Assert.Equal("POST", sent.Method);
        Assert.Equal("/v1/enhancement-requests/0198c1a2-7b3c-7def-8123-456789abcdef/results/", sent.Target);
        Assert.Equal(Body, sent.Body);
        Assert.Equal(
            ["Accept", "Authorization", "Content-Length", "Content-Type", "Host", "User-Agent", "X-Client-Id", "X-Request-Timestamp"],
            sent.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("application/json", sent.Headers["Content-Type"]);
        Assert.Equal("0198c0de-0000-7000-8000-00000000beef", sent.Headers["X-Client-Id"]);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_can_have_arrived()
    {
        await using var repository = new RepositoryClientFixture("http://127.0.0.1:1");

        var attempt = await ReportAsync(repository);

        Assert.Contains("could not be reached", AssertFailed(FailureKind.Transient, attempt.Outcome).Reason, StringComparison.Ordinal);
        Assert.False(attempt.ReplyLost);
    }

    [Fact]
    public async Task Where_the_name_is_unknown_nothing_can_have_arrived()
    {
        await using var repository = new RepositoryClientFixture("http://repository.invalid");

        var attempt = await ReportAsync(repository);

        AssertFailed(FailureKind.Transient, attempt.Outcome);
        Assert.False(attempt.ReplyLost);
    }

    [Fact]
    public async Task Where_no_TLS_is_spoken_nothing_can_have_arrived()
    {
        await using var server = LoopbackServer.Answering(202);
        await using var repository = new RepositoryClientFixture($"https://127.0.0.1:{server.Port}");

        var attempt = await ReportAsync(repository);

        AssertFailed(FailureKind.Transient, attempt.Outcome);
        Assert.False(attempt.ReplyLost);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 20")]
    [InlineData("what?\r\n\r\n")]
    public async Task A_connection_that_ends_without_an_answer_leaves_open_whether_the_report_arrived(string answer)
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.ReadBodyAsync();
            await exchange.WriteAsync(answer);
        });
        await using var repository = new RepositoryClientFixture(server.Url);

        var attempt = await ReportAsync(repository);

        Assert.Contains("did not send a complete response", AssertFailed(FailureKind.Transient, attempt.Outcome).Reason, StringComparison.Ordinal);
        Assert.True(attempt.ReplyLost);
    }

    [Fact]
    public async Task A_reset_after_the_report_leaves_open_whether_it_arrived()
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.ReadBodyAsync();
            exchange.Reset();
        });
        await using var repository = new RepositoryClientFixture(server.Url);

        Assert.True((await ReportAsync(repository)).ReplyLost);
    }

    [Fact]
    public async Task A_repository_that_takes_the_report_and_does_not_answer_in_time_leaves_open_whether_it_arrived()
    {
        var received = new TaskCompletionSource();
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.ReadBodyAsync();
            received.SetResult();
            await exchange.StallAsync();
        });
        await using var repository = new RepositoryClientFixture(server.Url, static options => options.Timeout = TimeSpan.FromSeconds(60));

        var report = ReportAsync(repository);
        await received.Task;
        repository.Time.Advance(TimeSpan.FromSeconds(60));
        var attempt = await report;

        Assert.Contains("within 60 seconds", AssertFailed(FailureKind.Transient, attempt.Outcome).Reason, StringComparison.Ordinal);
        Assert.True(attempt.ReplyLost);
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{")]
    [InlineData("Content-Length: 9999\r\n\r\n{}")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nnot-hex\r\n")]
    public async Task A_success_whose_body_is_cut_or_too_long_is_a_success(string rest)
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.ReadBodyAsync();
            await exchange.WriteAsync($"HTTP/1.1 202 Accepted\r\n{rest}");
        });
        await using var repository = new RepositoryClientFixture(server.Url, limits: static limits => limits.AnswerBytes = 1024);

        var attempt = await ReportAsync(repository);

        Assert.Equal(new Reported(202, Repeated: false), attempt.Outcome.Value);
    }

    [Fact]
    public async Task A_refusal_whose_body_is_cut_was_a_refusal_all_the_same()
    {
        await using var server = new LoopbackServer(async exchange =>
        {
            await exchange.ReadBodyAsync();
            await exchange.WriteAsync("HTTP/1.1 422 Unprocessable\r\nContent-Length: 100\r\n\r\n{");
        });
        await using var repository = new RepositoryClientFixture(server.Url);

        var attempt = await ReportAsync(repository);

        AssertFailed(FailureKind.Transient, attempt.Outcome);
        Assert.False(attempt.ReplyLost);
    }

    [Fact]
    public async Task A_redirect_does_not_carry_the_signature_elsewhere()
    {
        await using var elsewhere = LoopbackServer.Answering(200, "{}");
        await using var server = LoopbackServer.Answering(307, "", ("Location", elsewhere.Url));
        await using var repository = new RepositoryClientFixture(server.Url);

        AssertFailed(FailureKind.Permanent, (await ReportAsync(repository)).Outcome);

        Assert.Empty(elsewhere.Exchanges);
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_is_not_told_a_failure()
    {
        var received = new TaskCompletionSource();
        await using var server = new LoopbackServer(async exchange =>
        {
            received.SetResult();
            await exchange.StallAsync();
        });
        await using var repository = new RepositoryClientFixture(server.Url);
        using var caller = new CancellationTokenSource();

        var report = ReportAsync(repository, caller.Token);
        await received.Task;
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => report);
    }

    private static Task<ReportAttempt> ReportAsync(RepositoryClientFixture repository, CancellationToken cancellation = default)
    {
        var batch = Batch(ApiGeneration.G2, BatchOrigin.Batch);
        return repository.Client.ReportAsync(Robot, batch, Body, CallbackRoutes.Report(batch), cancellation);
    }
}
