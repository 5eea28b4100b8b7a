using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Steps.CleanUp;
using RobotFunctions.Core.Steps.Report;
using RobotFunctions.Core.Storage;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Operators;

public sealed class LostRunsTests
{
    private readonly MemoryBatchStore _store = new();
    private readonly Mock<IStep<DeadLetterInput, Unit>> _keep = new();
    private readonly List<DeadLetterInput> _kept = [];
    private readonly LostRuns _lost;

    public LostRunsTests()
    {
        _keep.Setup(step => step.RunAsync(Capture.In(_kept), It.IsAny<CancellationToken>())).ReturnsAsync(Unit.Value);
        _lost = new LostRuns(new AcceptedRequests(_store), new ReportMarks(_store), _keep.Object, new DeletePayloads(_store), NullLogger<LostRuns>.Instance);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pushed_run_that_was_lost_becomes_a_dead_letter_and_leaves_no_payload(bool reportSent)
    {
        await StoreAsync(TestRobots.Batch());
        if (reportSent)
        {
            await _store.WriteAsync(TestRobots.BatchId, BatchItems.ReportSent(FakeTimeProvider.DefaultStart), "1"u8.ToArray(), default);
        }

        Assert.True(await _lost.CloseAsync(TestRobots.BatchId, default));

        var letter = Assert.Single(_kept);
        Assert.NotNull(letter.Report.Error);
        Assert.Equal(reportSent, letter.Uncertain);
        Assert.Empty(_store.Items(TestRobots.BatchId));
    }

    [Fact]
    public async Task A_lost_run_is_dealt_with_once()
    {
        await StoreAsync(TestRobots.Batch());
        await _lost.CloseAsync(TestRobots.BatchId, default);

        Assert.False(await _lost.CloseAsync(TestRobots.BatchId, default));
        Assert.Single(_kept);
    }

    [Fact]
    public async Task The_lease_of_a_polled_one_lapses_without_a_letter()
    {
        await StoreAsync(TestRobots.Batch(BatchOrigin.Polled, ApiGeneration.G3));

        Assert.True(await _lost.CloseAsync(TestRobots.BatchId, default));

        Assert.Empty(_kept);
        Assert.Empty(_store.Items(TestRobots.BatchId));
    }

    private Task StoreAsync(Batch batch) =>
        new AcceptedRequests(_store).SaveAsync(new AcceptedRequest { Batch = batch, ContentHash = "hash" }, default);
}
