using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Repository;

namespace RobotFunctions.Tests.Operators;

public sealed class OperatorServiceTests : IDisposedAsync
{
    private static readonly string Id = TestRobots.BatchId.ToString();

    private readonly RepositoryClientFixture _repository = new();
    private readonly Mock<IBatchRuns> _runs = new();
    private readonly Mock<IDeadLetters> _letters = new();
    private readonly OperatorService _operators;

    public OperatorServiceTests()
    {
        _letters.Setup(letters => letters.TryClaimAsync(TestRobots.BatchId, It.IsAny<CancellationToken>())).ReturnsAsync(Mock.Of<IAsyncDisposable>());
        var robots = new ConfiguredRobots([new Robot(RepositoryClientFixture.Robot, new RobotOptions())]);
        _operators = new OperatorService(
            _runs.Object,
            _letters.Object,
            new Redelivery(_letters.Object, robots, _repository.Client, new FakeTimeProvider(), NullLogger<Redelivery>.Instance),
            new RepositoryVerdicts(new ConfiguredRobots([]), _repository.Client, storage: null!, Options.Create(new RepositoryOptions()), new FakeTimeProvider()),
            NullLogger<OperatorService>.Instance);
    }

    public ValueTask DisposeAsync() => _repository.DisposeAsync();

    [Fact]
    public async Task A_store_or_an_engine_that_is_away_is_a_503_with_a_sentence()
    {
        var away = new IOException("The storage account could not be reached.");
        _runs.Setup(runs => runs.ListAsync(It.IsAny<int>(), It.IsAny<CancellationToken>())).ThrowsAsync(away);
        _runs.Setup(runs => runs.FindAsync(It.IsAny<BatchId>(), It.IsAny<CancellationToken>())).ThrowsAsync(away);
        _runs.Setup(runs => runs.CancelAsync(It.IsAny<BatchId>(), It.IsAny<CancellationToken>())).ThrowsAsync(away);
        _letters.Setup(letters => letters.FindAsync(It.IsAny<BatchId>(), It.IsAny<CancellationToken>())).ThrowsAsync(away);

        Assert.All(
            [
                Refusal(await _operators.ListAsync(default)),
                Refusal(await _operators.FindAsync(Id, default)),
                Refusal(await _operators.CancelAsync(Id, default)),
                Refusal(await _operators.RedeliverAsync(Id, default)),
            ],
            static refusal =>
            {
                Assert.Equal(503, refusal.Status);
                Assert.Contains("could not be reached", refusal.Detail, StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task A_letter_that_cannot_be_read_is_named()
    {
        _letters.Setup(letters => letters.FindAsync(It.IsAny<BatchId>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidDataException("The dead letter x.json is damaged."));

        Assert.Equal((409, "The dead letter x.json is damaged."), Refusal(await _operators.RedeliverAsync(Id, default)));
    }

    [Fact]
    public async Task A_letter_that_somebody_else_delivers_is_left_to_them()
    {
        _letters.Setup(letters => letters.TryClaimAsync(TestRobots.BatchId, It.IsAny<CancellationToken>())).ReturnsAsync((IAsyncDisposable?)null);

        var (status, detail) = Refusal(await _operators.RedeliverAsync(Id, default));

        Assert.Equal(409, status);
        Assert.Contains("Somebody else", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, RunEnd.Delivered)]
    [InlineData("The file is not there.", RunEnd.ErrorDelivered)]
    public async Task A_run_whose_dead_letter_was_delivered_counts_as_delivered(string? error, RunEnd end)
    {
        Find(RunEnd.DeadLettered);
        Deliver(FakeTimeProvider.DefaultStart, error);

        var shown = (await _operators.FindAsync(Id, default)).Value!;
        var listed = Assert.Single((await _operators.ListAsync(default)).Value!);

        Assert.Equal((end, error), (shown.Outcome!.End, shown.Outcome.Reason));
        Assert.Equal((end, error), (listed.Outcome!.End, listed.Outcome.Reason));
        Assert.Equal(FakeTimeProvider.DefaultStart.AddDays(1), shown.UpdatedAt);
    }

    [Fact]
    public async Task The_delivery_of_another_run_of_the_same_id_is_not_this_one_s()
    {
        Find(RunEnd.DeadLettered);
        Deliver(FakeTimeProvider.DefaultStart.AddMinutes(-1), error: null);

        Assert.Equal(RunEnd.DeadLettered, (await _operators.FindAsync(Id, default)).Value!.Outcome!.End);
    }

    private static (int Status, string Detail) Refusal<T>(OperatorAnswer<T> answer)
        where T : class
    {
        Assert.Null(answer.Value);
        return (answer.Status, answer.Detail!);
    }

    private void Find(RunEnd end)
    {
        var status = new RunStatus
        {
            Id = TestRobots.BatchId,
            Robot = TestRobots.RobotId,
            Origin = BatchOrigin.Batch,
            AcceptedAt = FakeTimeProvider.DefaultStart,
            UpdatedAt = FakeTimeProvider.DefaultStart,
            Progress = new RunProgress(RunPhase.Ended, 0, default),
            Outcome = new RunOutcome(end, default, "The repository answered 500 for six hours."),
        };
        _runs.Setup(runs => runs.FindAsync(status.Id, It.IsAny<CancellationToken>())).ReturnsAsync(status);
        _runs.Setup(runs => runs.ListAsync(It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync([status]);
    }

    private void Deliver(DateTimeOffset acceptedAt, string? error) => _letters
        .Setup(letters => letters.FindDeliveryAsync(TestRobots.BatchId, It.IsAny<CancellationToken>()))
        .ReturnsAsync(new DeliveredDeadLetter(TestRobots.BatchId, acceptedAt, error, FakeTimeProvider.DefaultStart.AddDays(1)));
}
