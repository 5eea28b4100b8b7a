using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol.Requests;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Signing;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Repository.RepositoryClientFixture;

namespace RobotFunctions.Tests.Repository;

public sealed class SignedCallsTests : IDisposedAsync
{
    private const string InvalidSignature = """{"detail":"Signature is invalid."}""";
    private const string BatchJson =
        """{"id":"0198c1a2-7b3c-7def-8123-456789abcdef","reference_storage_url":"https://h/r","result_storage_url":"https://h/o"}""";

    private readonly RepositoryClientFixture _repository = new();

    [Theory]
    [InlineData("https://repository.example", "https://repository.example/")]
    [InlineData("https://repository.example/", "https://repository.example/")]
    [InlineData("https://repository.example/v1", "https://repository.example/")]
    [InlineData("https://repository.example/v1/", "https://repository.example/")]
    [InlineData("https://repository.example//", "https://repository.example/")]
    [InlineData("http://localhost:8000/api/v1/", "http://localhost:8000/api/")]
    [InlineData("https://repository.example/v10", "https://repository.example/v10/")]
    public void The_base_URL_may_end_as_it_likes(string configured, string baseUrl) =>
        Assert.Equal(baseUrl, SignedCalls.BaseUrl(configured).AbsoluteUri);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("repository.example")]
    [InlineData("ftp://repository.example")]
    [InlineData("/v1")]
    public void A_base_URL_that_is_none_says_what_to_set(string? configured) =>
        Assert.Contains("Repository:Url", Assert.Throws<InvalidOperationException>(() => SignedCalls.BaseUrl(configured)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_secondary_secret_is_tried_when_the_primary_is_refused_and_then_remembered()
    {
        _repository.Handler.Answer(401, InvalidSignature).Answer(200, BatchJson).Answer(200, BatchJson);

        Assert.True((await GetBatchAsync(RotatingRobot)).Succeeded);
        Assert.True((await GetBatchAsync(RotatingRobot)).Succeeded);

        _repository.AssertSignedCall(0, PrimarySecret);
        _repository.AssertSignedCall(1, SecondarySecret);
        _repository.AssertSignedCall(2, SecondarySecret);
        var line = Assert.Single(_repository.Logs.Lines, static line => line.Level >= LogLevel.Information);
        Assert.Equal("The repository accepts the Secondary secret of robot 0198c0de-0000-7000-8000-00000000beef and no longer the other one", line.Text);
    }

    [Fact]
    public async Task A_remembered_secret_that_is_refused_in_turn_leads_back_to_the_primary()
    {
        _repository.Handler.Answer(401, InvalidSignature).Answer(200, BatchJson).Answer(401, InvalidSignature).Answer(200, BatchJson);

        await GetBatchAsync(RotatingRobot);
        Assert.True((await GetBatchAsync(RotatingRobot)).Succeeded);

        _repository.AssertSignedCall(2, SecondarySecret);
        _repository.AssertSignedCall(3, PrimarySecret);
    }

    [Fact]
    public async Task When_both_secrets_are_refused_the_primary_stays_the_first_to_be_tried()
    {
        _repository.Handler.Answer(401, InvalidSignature).Answer(401, InvalidSignature).Answer(200, BatchJson);

        AssertFailed(FailureKind.Transient, await GetBatchAsync(RotatingRobot));
        Assert.True((await GetBatchAsync(RotatingRobot)).Succeeded);

        _repository.AssertSignedCall(2, PrimarySecret);
    }

    [Fact]
    public async Task A_lost_answer_proves_nothing_about_a_secret()
    {
        _repository.Handler
            .Answer(401, InvalidSignature)
            .Answer(static _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "gone"))
            .Answer(200, BatchJson);

        AssertFailed(FailureKind.Transient, await GetBatchAsync(RotatingRobot));
        Assert.True((await GetBatchAsync(RotatingRobot)).Succeeded);

        _repository.AssertSignedCall(2, PrimarySecret);
    }

    [Theory]
    [InlineData(401, """{"detail":"Token is expired."}""")]
    [InlineData(401, """{"detail":"robot client 1 does not exist."}""")]
    [InlineData(403, InvalidSignature)]
    [InlineData(500, InvalidSignature)]
    public async Task Any_other_refusal_does_not_try_the_secondary_secret(int status, string body)
    {
        _repository.Handler.Answer(status, body);

        Assert.False((await GetBatchAsync(RotatingRobot)).Succeeded);

        Assert.Single(_repository.Handler.Calls);
    }

    [Fact]
    public async Task A_robot_without_a_secondary_secret_has_one_try()
    {
        _repository.Handler.Answer(401, InvalidSignature);

        AssertFailed(FailureKind.Transient, await GetBatchAsync(Robot));

        Assert.Single(_repository.Handler.Calls);
    }

    [Theory]
    [InlineData("Token is expired.", "Thu, 20 Aug 2026 12:06:40 GMT", "clock is 400 seconds behind the repository's; at most 300")]
    [InlineData("Request timestamp has expired.", "Thu, 20 Aug 2026 12:06:40 GMT", "clock is 400 seconds behind the repository's; at most 300")]
    [InlineData("Token is expired.", "Thu, 20 Aug 2026 11:50:00 GMT", "clock is 600 seconds ahead of the repository's; at most 300")]
    public async Task A_wrong_clock_is_measured(string detail, string date, string sentence)
    {
        _repository.Handler.Answer(401, $$"""{"detail":"{{detail}}"}""", ("Date", date));

        var failure = AssertFailed(FailureKind.Transient, await GetBatchAsync(Robot));

        Assert.Contains(detail, failure.Reason, StringComparison.Ordinal);
        Assert.Contains(sentence, failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_secret_is_not_blamed_on_the_clock()
    {
        _repository.Handler.Answer(401, InvalidSignature, ("Date", "Thu, 20 Aug 2026 12:06:40 GMT"));

        Assert.DoesNotContain("clock", AssertFailed(FailureKind.Transient, await GetBatchAsync(Robot)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_secrets_nor_signatures_are_logged()
    {
        await using var server = LoopbackServer.Answering(401, InvalidSignature);
        await using var repository = new RepositoryClientFixture(server.Url);

        await repository.Client.GetBatchAsync(RotatingRobot, BatchId, CancellationToken.None);

        var signatures = server.Exchanges.Select(static exchange => exchange.Headers["Authorization"]["Signature ".Length..]).ToList();
        Assert.Equal(2, signatures.Count);
        Assert.All(repository.Logs.Lines, line =>
        {
            Assert.DoesNotContain(PrimarySecret, line.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(SecondarySecret, line.Text, StringComparison.Ordinal);
            Assert.All(signatures, signature => Assert.DoesNotContain(signature, line.Text, StringComparison.Ordinal));
        });
        Assert.Contains(repository.Logs.Lines, static line => line.Text.StartsWith("GET /v1/robot-enhancement-batches/", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _repository.DisposeAsync();

    private Task<StepOutcome<RobotRequest>> GetBatchAsync(RobotIdentity robot) =>
        _repository.Client.GetBatchAsync(robot, BatchId, CancellationToken.None);
}
