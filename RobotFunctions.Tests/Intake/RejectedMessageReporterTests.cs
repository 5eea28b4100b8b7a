using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Intake;

public sealed class RejectedMessageReporterTests
{
    private readonly Mock<IBatchRuns> _runs = new();
    private readonly Mock<IStep<ReportInput, Reported>> _report = new();
    private readonly Mock<IStep<DeadLetterInput, Unit>> _keep = new();
    private readonly RejectedMessageReporter _refused;
    private ReportInput? _reported;
    private DeadLetterInput? _kept;

    public RejectedMessageReporterTests()
    {
        _keep.Setup(step => step.RunAsync(It.IsAny<DeadLetterInput>(), It.IsAny<CancellationToken>()))
            .Callback((DeadLetterInput letter, CancellationToken _) => _kept = letter)
            .ReturnsAsync(Unit.Value);
        Answer(new Reported(200, Repeated: false));
        _refused = new RejectedMessageReporter(
            _runs.Object,
            _report.Object,
            _keep.Object,
            new ConfiguredRobots([TestRobots.Robot()]),
            Options.Create(new RepositoryOptions { Url = "https://repository.example", Api = "G1.5" }),
            new FakeTimeProvider(),
            NullLogger<RejectedMessageReporter>.Instance);
    }

    [Fact]
    public async Task The_repository_is_told_why_its_request_is_not_worked_on()
    {
        await _refused.AnswerAsync(Message(), "The body is invalid.", default);

        Assert.Equal(TestRobots.BatchId, _reported!.Batch.Id);
        Assert.Equal(TestRobots.RobotId, _reported.Batch.Robot);
        Assert.Equal((BatchOrigin.Batch, ApiGeneration.G15), (_reported.Batch.Origin, _reported.Batch.Generation));
        Assert.Equal("The body is invalid.", _reported.Error);
        Assert.Null(_kept);
    }

    [Theory]
    [InlineData(FailureKind.Transient, false)]
    [InlineData(FailureKind.Uncertain, true)]
    public async Task What_the_repository_does_not_take_becomes_a_dead_letter(FailureKind kind, bool uncertain)
    {
        Answer(new StepFailure(kind, "The repository is down."));

        await _refused.AnswerAsync(Message(), "The body is invalid.", default);

        Assert.Equal(new DeadLetterInput(_reported!, "The repository is down.", uncertain), _kept);
    }

    [Fact]
    public async Task Nobody_is_told_while_a_run_of_the_same_id_is_open_since_it_answers_for_itself()
    {
        Find(new RunStatus
        {
            Id = TestRobots.BatchId,
            Robot = TestRobots.RobotId,
            Origin = BatchOrigin.Batch,
            AcceptedAt = FakeTimeProvider.DefaultStart,
            UpdatedAt = FakeTimeProvider.DefaultStart,
            Progress = new RunProgress(RunPhase.Downloading, 0, default),
        });

        await _refused.AnswerAsync(Message(), "Another request with this id is being worked on.", default);

        Assert.Null(_reported);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"id":"0198c1a2-7b3c-7def-8123-456789abcdef","robot_id":"0198c0de-0000-7000-8000-00000000dead"}""")]
    public async Task A_message_nobody_can_be_told_about_is_only_logged(string message)
    {
        await _refused.AnswerAsync(QueuedRequest.Read(Encoding.UTF8.GetBytes(message)), "No good.", default);

        Assert.Null(_reported);
        Assert.Null(_kept);
    }

    private static QueuedRequest Message() => new(TestRobots.BatchId, Robot: null, Body: default);

    private void Find(RunStatus status) =>
        _runs.Setup(runs => runs.FindAsync(status.Id, It.IsAny<CancellationToken>())).ReturnsAsync(status);

    private void Answer(StepOutcome<Reported> outcome) =>
        _report.Setup(step => step.RunAsync(It.IsAny<ReportInput>(), It.IsAny<CancellationToken>()))
            .Callback((ReportInput input, CancellationToken _) => _reported = input)
            .ReturnsAsync(outcome);
}
