using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Requests;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Repository.RepositoryClientFixture;

namespace RobotFunctions.Tests.Repository;

public sealed class PushedRequestTests : IDisposedAsync
{
    private readonly RepositoryClientFixture _repository = new();

    [Theory]
    [InlineData(ApiGeneration.G15, "batch-requests/0198c1a2-7b3c-7def-8123-456789abcdef/")]
    [InlineData(ApiGeneration.G2, "0198c1a2-7b3c-7def-8123-456789abcdef/")]
    public async Task A_request_tells_how_it_stands_and_gives_fresh_URLs(ApiGeneration generation, string path)
    {
        _repository.Handler.Answer(200, """
            {"id":"0198c1a2-7b3c-7def-8123-456789abcdef","robot_id":"0198c0de-0000-7000-8000-00000000beef","reference_ids":[],"source":null,
             "request_status":"accepted","reference_data_url":"https://a.blob.core.windows.net/r/f.jsonl?sig=1",
             "result_storage_url":"https://a.blob.core.windows.net/o/f.jsonl?sig=2","validation_result_url":null,"error":null}
            """);

        var outcome = await _repository.Client.GetRequestAsync(Robot, Batch(generation, BatchOrigin.Batch), CancellationToken.None);

        Assert.Equal(RequestStatus.Accepted, outcome.Value!.Status);
        Assert.Equal("https://a.blob.core.windows.net/r/f.jsonl?sig=1", outcome.Value.ReferenceUrl!.ToUri().OriginalString);
        Assert.Equal("https://a.blob.core.windows.net/o/f.jsonl?sig=2", outcome.Value.ResultUrl!.ToUri().OriginalString);
        var call = _repository.AssertSignedCall();
        Assert.Equal(HttpMethod.Get, call.Method);
        Assert.Equal("https://repository.example/v1/enhancement-requests/" + path, call.Url.AbsoluteUri);
        Assert.Null(call.Body);
    }

    [Fact]
    public async Task A_status_of_tomorrow_does_no_harm()
    {
        _repository.Handler.Answer(200, """{"id":"0198c1a2-7b3c-7def-8123-456789abcdef","request_status":"pondering"}""");

        var outcome = await _repository.Client.GetRequestAsync(Robot, Batch(ApiGeneration.G2, BatchOrigin.Batch), CancellationToken.None);

        Assert.Equal("pondering", outcome.Value!.Status.Value);
        Assert.Null(outcome.Value.ResultUrl);
    }

    [Fact]
    public async Task The_first_generation_is_not_asked()
    {
        AssertFailed(
            FailureKind.Permanent,
            await _repository.Client.GetRequestAsync(Robot, Batch(ApiGeneration.G1, BatchOrigin.Batch), CancellationToken.None));

        Assert.Empty(_repository.Handler.Calls);
    }

    [Theory]
    [InlineData(404, FailureKind.NotFound)]
    [InlineData(401, FailureKind.Transient)]
    [InlineData(500, FailureKind.Transient)]
    [InlineData(422, FailureKind.Permanent)]
    public async Task A_question_that_fails_says_why(int status, FailureKind kind)
    {
        _repository.Handler.Answer(status, """{"detail":"the reason"}""");

        var outcome = await _repository.Client.GetRequestAsync(Robot, Batch(ApiGeneration.G2, BatchOrigin.Batch), CancellationToken.None);

        Assert.Contains("the reason", AssertFailed(kind, outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_with_more_references_than_an_answer_may_have_bytes_tells_how_it_stands()
    {
        var references = string.Join(',', Enumerable.Repeat("\"3a533776-c9ad-4aac-a089-d654d509490c\"", 10_000));
        await using var server = Fakes.LoopbackServer.Answering(
            200, $$"""{"id":"0198c1a2-7b3c-7def-8123-456789abcdef","reference_ids":[{{references}}],"request_status":"completed"}""");
        await using var repository = new RepositoryClientFixture(server.Url, limits: static limits => limits.AnswerBytes = 1024);

        var outcome = await repository.Client.GetRequestAsync(Robot, Batch(ApiGeneration.G2, BatchOrigin.Batch), CancellationToken.None);

        Assert.Equal(RequestStatus.Completed, outcome.Value!.Status);
    }

    [Fact]
    public async Task An_answer_that_is_too_long_names_the_limit()
    {
        await using var server = Fakes.LoopbackServer.Answering(200, new string(' ', 2000));
        await using var repository = new RepositoryClientFixture(server.Url, limits: static limits => limits.AnswerBytes = 1024);

        var outcome = await repository.Client.GetRequestAsync(Robot, Batch(ApiGeneration.G2, BatchOrigin.Batch), CancellationToken.None);

        Assert.Contains("1024 bytes (Limits:AnswerBytes)", AssertFailed(FailureKind.Transient, outcome).Reason, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _repository.DisposeAsync();
}
