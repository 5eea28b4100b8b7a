using System.Text;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Steps;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Repository.RepositoryClientFixture;

namespace RobotFunctions.Tests.Repository;

public sealed class ReportTests : IDisposedAsync
{
    private const string Body = """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":{"message":"Größe ungültig – 参考文献 🤖"}}""";

    private readonly RepositoryClientFixture _repository = new();

    [Fact]
    public async Task A_report_is_a_signed_post_of_the_very_bytes()
    {
        _repository.Handler.Answer(202, """{"id":"0198c1a2-7b3c-7def-8123-456789abcdef"}""");

        var attempt = await ReportAsync(ApiGeneration.G3, BatchOrigin.Polled);

        Assert.Equal(new Reported(202, Repeated: false), attempt.Outcome.Value);
        Assert.False(attempt.ReplyLost);
        var call = _repository.AssertSignedCall();
        Assert.Equal(HttpMethod.Post, call.Method);
        Assert.Equal("https://repository.example/v1/robot-enhancement-batches/0198c1a2-7b3c-7def-8123-456789abcdef/results/", call.Url.AbsoluteUri);
        Assert.Equal(Body, call.Text);
        Assert.Equal("application/json", call.Headers["Content-Type"]);
        Assert.Equal("application/json", call.Headers["Accept"]);
        Assert.StartsWith("RobotFunctions/", call.Headers["User-Agent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApiGeneration.G1, BatchOrigin.Single, 200)]
    [InlineData(ApiGeneration.G1, BatchOrigin.Batch, 200)]
    [InlineData(ApiGeneration.G15, BatchOrigin.Single, 201)]
    [InlineData(ApiGeneration.G15, BatchOrigin.Single, 200)]
    [InlineData(ApiGeneration.G15, BatchOrigin.Batch, 202)]
    [InlineData(ApiGeneration.G2, BatchOrigin.Batch, 202)]
    [InlineData(ApiGeneration.G2, BatchOrigin.Batch, 200)]
    [InlineData(ApiGeneration.G3, BatchOrigin.Polled, 200)]
    public async Task Each_generation_accepts_in_its_own_way(ApiGeneration generation, BatchOrigin origin, int status)
    {
        _repository.Handler.Answer(status, "{}");

        var attempt = await ReportAsync(generation, origin);

        Assert.Equal(new Reported(status, Repeated: false), attempt.Outcome.Value);
    }

    [Theory]
    [InlineData(400, """{"detail":"Request ID mismatch"}""", FailureKind.Permanent, "400, Request ID mismatch")]
    [InlineData(401, """{"detail":"Signature is invalid."}""", FailureKind.Transient, "refused our signature: 401, Signature is invalid.")]
    [InlineData(403, "", FailureKind.Transient, "refused our signature: 403.")]
    [InlineData(404, """{"detail":"EnhancementRequest with id 1 does not exist."}""", FailureKind.NotFound, "404, EnhancementRequest with id 1 does not exist.")]
    [InlineData(405, """{"detail":"Method Not Allowed"}""", FailureKind.Permanent, "405, Method Not Allowed")]
    [InlineData(408, "", FailureKind.Transient, "408.")]
    [InlineData(413, "", FailureKind.Permanent, "413.")]
    [InlineData(422, """{"detail":[{"loc":["body","error"],"msg":"Field required"}]}""", FailureKind.Permanent, "422, body.error: Field required")]
    [InlineData(422, """{"detail":"derived_from is unknown"}""", FailureKind.Permanent, "422, derived_from is unknown")]
    [InlineData(425, "", FailureKind.Transient, "425.")]
    [InlineData(429, "", FailureKind.Transient, "429.")]
    [InlineData(500, "Internal Server Error", FailureKind.Transient, "500, Internal Server Error")]
    [InlineData(503, "<html>maintenance</html>", FailureKind.Transient, "503.")]
    public async Task A_clear_refusal_is_read_alike_in_all_generations(int status, string body, FailureKind kind, string reason)
    {
        (ApiGeneration, BatchOrigin)[] all =
            [(ApiGeneration.G1, BatchOrigin.Single), (ApiGeneration.G15, BatchOrigin.Batch), (ApiGeneration.G2, BatchOrigin.Batch), (ApiGeneration.G3, BatchOrigin.Polled)];
        foreach (var (generation, origin) in all)
        {
            _repository.Handler.Answer(status, body);

            var attempt = await ReportAsync(generation, origin);

            Assert.Contains(reason, AssertFailed(kind, attempt.Outcome).Reason, StringComparison.Ordinal);
            Assert.False(attempt.ReplyLost);
        }
    }

    [Theory]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(520)]
    [InlineData(524)]
    public async Task An_answer_of_a_gateway_leaves_open_whether_the_report_arrived(int status)
    {
        _repository.Handler.Answer(status, "<html>gateway</html>", ("Retry-After", "7"));

        var attempt = await ReportAsync(ApiGeneration.G2, BatchOrigin.Batch);

        Assert.Equal(TimeSpan.FromSeconds(7), AssertFailed(FailureKind.Transient, attempt.Outcome).RetryAfter);
        Assert.True(attempt.ReplyLost);
    }

    [Theory]
    [InlineData("importing")]
    [InlineData("indexing")]
    [InlineData("indexing_failed")]
    [InlineData("completed")]
    [InlineData("failed")]
    [InlineData("discarded")]
    public async Task A_polled_batch_that_is_past_its_report_has_had_it_already(string state)
    {
        _repository.Handler.Answer(422, $$"""{"detail":"Cannot process results: Cannot transition from status '{{state}}' to 'importing'"}""");

        var attempt = await ReportAsync(ApiGeneration.G3, BatchOrigin.Polled);

        Assert.Equal(new Reported(422, Repeated: true), attempt.Outcome.Value);
    }

    [Fact]
    public async Task A_polled_batch_that_expired_is_lost()
    {
        _repository.Handler.Answer(422, """{"detail":"Cannot process results: Cannot transition from status 'expired' to 'importing'"}""");

        var attempt = await ReportAsync(ApiGeneration.G3, BatchOrigin.Polled);

        Assert.Contains("lease ended", AssertFailed(FailureKind.LeaseLost, attempt.Outcome).Reason, StringComparison.Ordinal);
        Assert.False(attempt.ReplyLost);
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("")]
    [InlineData("a state of tomorrow")]
    public async Task A_state_nobody_foresaw_is_not_taken_for_success(string state)
    {
        _repository.Handler.Answer(422, $$"""{"detail":"Cannot process results: Cannot transition from status '{{state}}' to 'importing'"}""");

        AssertFailed(FailureKind.Permanent, (await ReportAsync(ApiGeneration.G3, BatchOrigin.Polled)).Outcome);
    }

    [Fact]
    public async Task A_pushed_batch_has_no_such_states()
    {
        _repository.Handler.Answer(422, """{"detail":"Cannot transition from status 'importing' to 'importing'"}""");

        AssertFailed(FailureKind.Permanent, (await ReportAsync(ApiGeneration.G2, BatchOrigin.Batch)).Outcome);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Thu, 20 Aug 2026 12:00:30 GMT", 30)]
    public async Task The_repository_may_say_how_long_to_wait(string retryAfter, int seconds)
    {
        _repository.Handler.Answer(429, "", ("Retry-After", retryAfter));

        var attempt = await ReportAsync(ApiGeneration.G2, BatchOrigin.Batch);

        Assert.Equal(TimeSpan.FromSeconds(seconds), AssertFailed(FailureKind.Transient, attempt.Outcome).RetryAfter);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_and_says_what_to_check(int status)
    {
        _repository.Handler.Answer(status, "", ("Location", "https://elsewhere.example/"));

        var attempt = await ReportAsync(ApiGeneration.G3, BatchOrigin.Polled);

        Assert.Contains("Repository:Url", AssertFailed(FailureKind.Permanent, attempt.Outcome).Reason, StringComparison.Ordinal);
        Assert.Single(_repository.Handler.Calls);
    }

    [Fact]
    public async Task A_connection_that_is_reset_as_soon_as_it_is_made_is_transient()
    {
        _repository.Handler.Answer(static _ => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.NotConnected));

        AssertFailed(FailureKind.Transient, (await ReportAsync(ApiGeneration.G2, BatchOrigin.Batch)).Outcome);
    }

    [Fact]
    public async Task Each_attempt_is_signed_anew()
    {
        _repository.Handler.Answer(503).Answer(202, "{}");

        await ReportAsync(ApiGeneration.G3, BatchOrigin.Polled);
        _repository.Time.Advance(TimeSpan.FromHours(2));
        await ReportAsync(ApiGeneration.G3, BatchOrigin.Polled);

        _repository.AssertSignedCall(index: 1);
        Assert.NotEqual(
            _repository.Handler.Calls[0].Headers["X-Request-Timestamp"],
            _repository.Handler.Calls[1].Headers["X-Request-Timestamp"]);
    }

    public ValueTask DisposeAsync() => _repository.DisposeAsync();

    private Task<ReportAttempt> ReportAsync(ApiGeneration generation, BatchOrigin origin)
    {
        var batch = Batch(generation, origin);
        return _repository.Client.ReportAsync(
            Robot, batch, Encoding.UTF8.GetBytes(Body), CallbackRoutes.Report(batch), CancellationToken.None);
    }
}
