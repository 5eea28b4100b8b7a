using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Store;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Repository;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.Tests.Operators;

public sealed class RedeliveryTests : IDisposedAsync
{
    private readonly TemporaryStore _store = new();
    private readonly RepositoryClientFixture _repository = new();
    private readonly FileDeadLetters _letters;

    public RedeliveryTests() => _letters = new FileDeadLetters(_store.Folder);

    public async ValueTask DisposeAsync()
    {
        await _repository.DisposeAsync();
        _store.Dispose();
    }

    [Fact]
    public async Task A_dead_letter_is_delivered_as_it_is_and_gone()
    {
        await KeepAsync(uncertain: false);
        _repository.Handler.Answer(202, "{}");

        Assert.True((await RedeliverAsync()).Delivered);

        var call = _repository.AssertSignedCall();
        Assert.Equal("/v1/enhancement-requests/results/", call.Url.AbsolutePath);
        Assert.Equal("the body", call.Text);
        Assert.Null(await _letters.FindAsync(TestRobots.BatchId, default));
    }

    [Fact]
    public async Task A_report_that_did_arrive_is_not_sent_again()
    {
        await KeepAsync(uncertain: true);
        AnswerStatus("completed");

        Assert.True((await RedeliverAsync()).Delivered);

        Assert.Equal(HttpMethod.Get, Assert.Single(_repository.Handler.Calls).Method);
        Assert.Null(await _letters.FindAsync(TestRobots.BatchId, default));
    }

    [Fact]
    public async Task A_report_that_did_not_arrive_is_sent_again()
    {
        await KeepAsync(uncertain: true);
        AnswerStatus("accepted");
        _repository.Handler.Answer(202, "{}");

        Assert.True((await RedeliverAsync()).Delivered);

        Assert.Equal(2, _repository.Handler.Calls.Count);
    }

    [Fact]
    public async Task While_nobody_can_say_whether_it_arrived_it_is_not_sent_again()
    {
        await KeepAsync(uncertain: true);
        _repository.Handler.Answer(500, "Internal Server Error");

        Assert.False((await RedeliverAsync()).Delivered);

        Assert.Single(_repository.Handler.Calls);
        Assert.NotNull(await _letters.FindAsync(TestRobots.BatchId, default));
    }

    [Fact]
    public async Task A_G1_repository_cannot_be_asked_so_that_the_operators_word_counts()
    {
        await KeepAsync(uncertain: true, ApiGeneration.G1);
        _repository.Handler.Answer(200, "{}");

        Assert.True((await RedeliverAsync()).Delivered);

        Assert.Equal(HttpMethod.Post, Assert.Single(_repository.Handler.Calls).Method);
    }

    [Fact]
    public async Task A_delivery_whose_answer_is_lost_leaves_an_uncertain_letter()
    {
        await KeepAsync(uncertain: false);
        _repository.Handler.Answer(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded));

        Assert.False((await RedeliverAsync()).Delivered);

        Assert.True((await _letters.FindAsync(TestRobots.BatchId, default))!.Uncertain);
    }

    [Fact]
    public async Task A_process_that_dies_while_it_delivers_leaves_an_uncertain_letter()
    {
        await KeepAsync(uncertain: false);
        _repository.Handler.Answer(_ =>
        {
            Assert.Contains("\"uncertain\":true", File.ReadAllText(Path.Combine(_store.Folder.DeadLetters, $"{TestRobots.BatchId}.json")), StringComparison.Ordinal);
            return new HttpResponseMessage(System.Net.HttpStatusCode.Accepted) { Content = new StringContent("{}") };
        });

        Assert.True((await RedeliverAsync()).Delivered);
    }

    [Fact]
    public async Task A_clear_refusal_leaves_the_letter_as_it_was()
    {
        await KeepAsync(uncertain: false);
        _repository.Handler.Answer(500, "Internal Server Error");

        Assert.False((await RedeliverAsync()).Delivered);

        Assert.False((await _letters.FindAsync(TestRobots.BatchId, default))!.Uncertain);
    }

    [Fact]
    public async Task Two_operators_at_once_send_one_callback_and_the_second_is_told()
    {
        await KeepAsync(uncertain: false, ApiGeneration.G1);
        Task<RedeliveryAnswer>? second = null;
        _repository.Handler.Answer(_ =>
        {
            second = RedeliverAsync();
            return new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StringContent("{}") };
        });

        var first = await RedeliverAsync();

        Assert.True(first.Delivered);
        Assert.True(await second! is { Delivered: false, IsClaimed: true });
        Assert.Single(_repository.Handler.Calls);
    }

    [Fact]
    public async Task A_delivery_is_remembered_with_what_it_told()
    {
        await KeepAsync(uncertain: false, body: """{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":{"message":"The file is not there."}}""");
        _repository.Handler.Answer(202, "{}");

        await RedeliverAsync();

        Assert.Equal(
            new DeliveredDeadLetter(TestRobots.BatchId, FakeTimeProvider.DefaultStart, "The file is not there.", FakeTimeProvider.DefaultStart),
            await _letters.FindDeliveryAsync(TestRobots.BatchId, default));
    }

    [Fact]
    public async Task A_store_that_fails_after_the_delivery_does_not_undo_it_and_the_operator_is_warned()
    {
        await KeepAsync(uncertain: false);
        File.WriteAllText(_store.Folder.DeliveredDeadLetters, "A file where the folder should be.");
        _repository.Handler.Answer(202, "{}");

        var answer = await RedeliverAsync();

        Assert.True(answer.Delivered);
        Assert.Contains("Do not deliver it again", answer.Detail, StringComparison.Ordinal);
    }

    private Task KeepAsync(bool uncertain, ApiGeneration generation = ApiGeneration.G2, string body = "the body") => _letters.KeepAsync(
        new DeadLetter
        {
            Batch = TestRobots.Batch(generation: generation),
            Body = body,
            Path = "v1/enhancement-requests/results/",
            Reason = "The repository was away.",
            Uncertain = uncertain,
            At = FakeTimeProvider.DefaultStart,
        },
        default);

    private void AnswerStatus(string status) =>
        _repository.Handler.Answer(200, $$"""{"id":"{{TestRobots.BatchId}}","request_status":"{{status}}","error":null}""");

    private async Task<RedeliveryAnswer> RedeliverAsync()
    {
        var robots = new ConfiguredRobots([new Robot(RepositoryClientFixture.Robot, new RobotOptions())]);
        return (await new Redelivery(_letters, robots, _repository.Client, new FakeTimeProvider(), NullLogger<Redelivery>.Instance).RedeliverAsync(TestRobots.BatchId, default))!;
    }
}
