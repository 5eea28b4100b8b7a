using System.Text;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Steps.Report;
using RobotFunctions.Core.Storage;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Repository;

namespace RobotFunctions.Tests.Steps.Report;

public sealed class ReportResultTests : IDisposedAsync
{
    private readonly RepositoryClientFixture _repository = new();
    private readonly MemoryBatchStore _store = new();

    public ValueTask DisposeAsync() => _repository.DisposeAsync();

    [Theory]
    [InlineData(ApiGeneration.G1, "/robot/enhancement/batch/")]
    [InlineData(ApiGeneration.G15, "/v1/enhancement-requests/batch-requests/0198c1a2-7b3c-7def-8123-456789abcdef/results/")]
    [InlineData(ApiGeneration.G2, "/v1/enhancement-requests/0198c1a2-7b3c-7def-8123-456789abcdef/results/")]
    public async Task A_batch_is_reported_where_its_generation_wants_it(ApiGeneration generation, string path)
    {
        _repository.Handler.Answer(202, "{}");

        var outcome = await RunAsync(BatchOrigin.Batch, generation);

        Assert.Equal(new Reported(202, Repeated: false), outcome.Value);
        var call = _repository.AssertSignedCall();
        Assert.Equal(path, call.Url.AbsolutePath);
        Assert.Equal("""{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":null}""", call.Text);
    }

    [Theory]
    [InlineData(ApiGeneration.G1)]
    [InlineData(ApiGeneration.G15)]
    [InlineData(ApiGeneration.G2)]
    public async Task A_report_that_was_taken_is_not_sent_again_by_a_process_whose_predecessor_died_before_it_was_recorded(ApiGeneration generation)
    {
        _repository.Handler.Answer(202, "{}");
        await RunAsync(BatchOrigin.Batch, generation);

        var again = await RunAsync(BatchOrigin.Batch, generation);

        Assert.Equal(new Reported(202, Repeated: true), again.Value);
        Assert.Single(_repository.Handler.Calls);
    }

    [Fact]
    public async Task A_store_that_fails_after_the_answer_does_not_undo_the_report()
    {
        _repository.Handler.Answer(202, "{}");
        _store.OnWrite = _ => _store.OnWrite = static _ => throw new IOException("Disk full.");

        var outcome = await RunAsync(BatchOrigin.Batch, ApiGeneration.G1);

        Assert.Equal(new Reported(202, Repeated: false), outcome.Value);
    }

    [Fact]
    public async Task A_report_that_was_refused_leaves_no_mark()
    {
        _repository.Handler.Answer(500, "Internal Server Error");

        await RunAsync(BatchOrigin.Batch, ApiGeneration.G2);

        Assert.Empty(_store.Items(TestRobots.BatchId));
    }

    [Fact]
    public async Task An_error_is_reported_as_an_object_with_a_message()
    {
        _repository.Handler.Answer(200, "{}");

        await RunAsync(BatchOrigin.Batch, ApiGeneration.G2, "The file is not there.");

        Assert.Equal(
            """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":{"message":"The file is not there."}}""",
            _repository.Handler.Calls[0].Text);
    }

    [Fact]
    public async Task A_single_request_is_answered_with_its_enhancement()
    {
        await StoreResultAsync("""{"reference_id":"0198c1a2-7b3c-7def-8123-000000000001","source":"Test","visibility":"public","content":{"enhancement_type":"abstract","process":"other","abstract":"Hi"}}""");
        _repository.Handler.Answer(201, "{}");

        await RunAsync(BatchOrigin.Single, ApiGeneration.G15);

        Assert.Equal(
            """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":null,"enhancement":{"reference_id":"0198c1a2-7b3c-7def-8123-000000000001","source":"Test","visibility":"public","content":{"enhancement_type":"abstract","process":"other","abstract":"Hi"}}}""",
            _repository.Handler.Calls[0].Text);
    }

    [Fact]
    public async Task A_single_request_whose_reference_failed_is_answered_with_the_error_alone()
    {
        await StoreResultAsync("""{"reference_id":"0198c1a2-7b3c-7def-8123-000000000001","message":"No abstract."}""");
        _repository.Handler.Answer(200, "{}");

        await RunAsync(BatchOrigin.Single, ApiGeneration.G1);

        Assert.Equal(
            """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":{"message":"No abstract."},"enhancement":null}""",
            _repository.Handler.Calls[0].Text);
    }

    [Theory]
    [InlineData("importing")]
    [InlineData("indexing")]
    [InlineData("indexing_failed")]
    [InlineData("partial_failed")]
    [InlineData("completed")]
    public async Task After_a_lost_reply_a_request_that_has_its_result_is_not_reported_again(string status)
    {
        await LoseReplyAsync(ApiGeneration.G2);
        AnswerStatus(status);

        var outcome = await RunAsync(BatchOrigin.Batch, ApiGeneration.G2);

        Assert.Equal(new Reported(200, Repeated: true), outcome.Value);
        Assert.Equal(HttpMethod.Get, _repository.Handler.Calls[^1].Method);
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("received")]
    [InlineData("failed")]
    [InlineData("something_new")]
    public async Task After_a_lost_reply_a_request_without_a_result_is_reported_again(string status)
    {
        await LoseReplyAsync(ApiGeneration.G2);
        AnswerStatus(status);
        _repository.Handler.Answer(202, "{}");

        var outcome = await RunAsync(BatchOrigin.Batch, ApiGeneration.G2);

        Assert.Equal(new Reported(202, Repeated: false), outcome.Value);
        Assert.Equal([HttpMethod.Post, HttpMethod.Get, HttpMethod.Post], _repository.Handler.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task A_mark_left_by_a_process_that_died_while_reporting_is_asked_about_first()
    {
        await _store.WriteAsync(TestRobots.BatchId, BatchItems.ReportSent(FakeTimeProvider.DefaultStart), "1"u8.ToArray(), CancellationToken.None);
        AnswerStatus("importing");

        var outcome = await RunAsync(BatchOrigin.Batch, ApiGeneration.G2);

        Assert.True(outcome.Value!.Repeated);
    }

    [Theory]
    [InlineData(ApiGeneration.G1)]
    [InlineData(ApiGeneration.G2)]
    public async Task What_another_run_of_the_same_id_reported_says_nothing_of_this_one(ApiGeneration generation)
    {
        _repository.Handler.Answer(200, "{}").Answer(202, "{}");
        await RunAsync(BatchOrigin.Batch, generation, "The robot could not take the request. Send it again later.");

        var later = TestRobots.Batch(BatchOrigin.Batch, generation) with { AcceptedAt = FakeTimeProvider.DefaultStart.AddMinutes(1) };
        var outcome = await Step().RunAsync(new ReportInput(later, null), CancellationToken.None);

        Assert.Equal(new Reported(202, Repeated: false), outcome.Value);
        Assert.Equal([HttpMethod.Post, HttpMethod.Post], _repository.Handler.Calls.Select(static call => call.Method));
    }

    [Fact]
    public async Task A_mark_of_the_previous_release_is_asked_about_whichever_run_left_it()
    {
        await _store.WriteAsync(TestRobots.BatchId, BatchItems.FormerReportSent, "202"u8.ToArray(), CancellationToken.None);
        AnswerStatus("failed");
        _repository.Handler.Answer(202, "{}");

        var outcome = await RunAsync(BatchOrigin.Batch, ApiGeneration.G2);

        Assert.Equal(new Reported(202, Repeated: false), outcome.Value);
        Assert.Equal(HttpMethod.Get, _repository.Handler.Calls[0].Method);
    }

    [Fact]
    public async Task After_a_lost_reply_G1_is_uncertain_since_it_cannot_be_asked()
    {
        await LoseReplyAsync(ApiGeneration.G1);

        var outcome = await RunAsync(BatchOrigin.Batch, ApiGeneration.G1);

        Assert.Equal(FailureKind.Uncertain, outcome.Failure!.Kind);
        Assert.Single(_repository.Handler.Calls);
    }

    [Fact]
    public async Task A_clear_refusal_leaves_no_doubt_so_that_G1_may_be_told_again()
    {
        _repository.Handler.Answer(500, "Internal Server Error").Answer(200, "{}");

        var refused = await RunAsync(BatchOrigin.Batch, ApiGeneration.G1);
        var accepted = await RunAsync(BatchOrigin.Batch, ApiGeneration.G1);

        Assert.Equal(FailureKind.Transient, refused.Failure!.Kind);
        Assert.Equal(200, accepted.Value!.Status);
    }

    [Fact]
    public async Task G3_is_told_again_and_its_refusal_read()
    {
        _repository.Handler
            .Answer(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded))
            .Answer(422, """{"detail":"Cannot process results: Cannot transition from status 'importing' to 'importing'"}""");

        await RunAsync(BatchOrigin.Polled, ApiGeneration.G3);
        var outcome = await RunAsync(BatchOrigin.Polled, ApiGeneration.G3);

        Assert.Equal(new Reported(422, Repeated: true), outcome.Value);
        Assert.Equal(0, _store.Writes);
    }

    private async Task LoseReplyAsync(ApiGeneration generation)
    {
        _repository.Handler.Answer(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        var lost = await RunAsync(BatchOrigin.Batch, generation);
        Assert.Equal(FailureKind.Transient, lost.Failure!.Kind);
    }

    private void AnswerStatus(string status) => _repository.Handler.Answer(200, Status(status));

    private static string Status(string status) => $$"""{"id":"{{TestRobots.BatchId}}","request_status":"{{status}}","error":null}""";

    private Task StoreResultAsync(string line) =>
        _store.WriteAsync(TestRobots.BatchId, BatchItems.ResultChunk(0), Encoding.UTF8.GetBytes(line + "\n"), CancellationToken.None);

    private Task<StepOutcome<Reported>> RunAsync(BatchOrigin origin, ApiGeneration generation, string? error = null) =>
        Step().RunAsync(new ReportInput(TestRobots.Batch(origin, generation), error), CancellationToken.None);

    private ReportResult Step() => new(
        new ConfiguredRobots([new Robot(RepositoryClientFixture.Robot, new RobotOptions())]),
        _repository.Client,
        new ReportBodies(_store),
        new ReportArrival(_repository.Client),
        new ReportMarks(_store));
}
