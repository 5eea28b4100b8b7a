using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Steps.Report;
using RobotFunctions.Core.Storage;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Steps.Report;

public sealed class StoreDeadLetterTests
{
    private readonly MemoryBatchStore _store = new();
    private readonly Mock<IDeadLetters> _letters = new();
    private readonly List<DeadLetter> _kept = [];

    public StoreDeadLetterTests() => _letters.Setup(letters => letters.KeepAsync(Capture.In(_kept), It.IsAny<CancellationToken>()));

    [Fact]
    public async Task A_letter_has_all_that_is_needed_to_deliver_it()
    {
        await RunAsync(uncertain: false);

        var letter = Assert.Single(_kept);
        Assert.Equal("""{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":null}""", letter.Body);
        Assert.Equal("v1/enhancement-requests/0198c1a2-7b3c-7def-8123-456789abcdef/results/", letter.Path);
        Assert.Equal(("It was away.", false), (letter.Reason, letter.Uncertain));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_report_whose_answer_was_lost_makes_it_uncertain_whatever_was_wrong_last(bool uncertain, bool marked)
    {
        if (marked)
        {
            await _store.WriteAsync(TestRobots.BatchId, BatchItems.ReportSent, "1"u8.ToArray(), default);
        }

        await RunAsync(uncertain);

        Assert.True(Assert.Single(_kept).Uncertain);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"reference_id\":\"0198c1a2-")]
    [InlineData("no JSON")]
    [InlineData("\0\0\0\0")]
    public async Task A_result_that_cannot_be_reported_becomes_an_error_that_can_be_delivered(string damaged)
    {
        await _store.WriteAsync(TestRobots.BatchId, BatchItems.ResultChunk(0), System.Text.Encoding.UTF8.GetBytes(damaged), default);

        await RunAsync(uncertain: false, TestRobots.Batch(BatchOrigin.Single, ApiGeneration.G1));

        Assert.StartsWith("""{"request_id":"0198c1a2-7b3c-7def-8123-456789abcdef","error":{"message":"The robot""", Assert.Single(_kept).Body, StringComparison.Ordinal);
    }

    private Task<StepOutcome<Unit>> RunAsync(bool uncertain, Batch? batch = null) =>
        new StoreDeadLetter(_letters.Object, new ReportBodies(_store), _store, new FakeTimeProvider(), NullLogger<StoreDeadLetter>.Instance)
            .RunAsync(new DeadLetterInput(new ReportInput(batch ?? TestRobots.Batch(), null), "It was away.", uncertain), default);
}
