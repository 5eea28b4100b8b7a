using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.Core.Intake;

/// <summary>
/// Reports queued requests that cannot be accepted: the repository gets a robot error for each request whose id can be read.
/// A report that the repository does not accept becomes a dead letter.
/// </summary>
public sealed partial class RejectedMessageReporter(
    IBatchRuns runs,
    IStep<ReportInput, Reported> report,
    IStep<DeadLetterInput, Unit> keep,
    ConfiguredRobots robots,
    IOptions<RepositoryOptions> repository,
    TimeProvider time,
    ILogger<RejectedMessageReporter> logger)
{
    /// <summary>Tells the repository why a request was rejected. Does nothing if a run with the same id is open, because that run reports its own result.</summary>
    public async Task AnswerAsync(QueuedRequest request, string reason, CancellationToken cancellation)
    {
        using var scope = request.Id is { } run ? RunScope.Begin(logger, run) : null;
        LogRefused(request.Id, request.Robot, reason);
        var robot = request.Robot is { } asked ? robots.Find(asked) : robots.All is [var only] ? only : null;
        if (request.Id is not { } id || robot is null || await runs.FindAsync(id, cancellation) is { Outcome: null })
        {
            return;
        }

        var error = new ReportInput(BatchOf(id, robot), reason);
        var reported = await report.RunAsync(error, cancellation);
        if (reported.Failure is { } failure)
        {
            await keep.RunAsync(new DeadLetterInput(error, failure.Reason, failure.Kind == FailureKind.Uncertain), cancellation);
        }
    }

    private Batch BatchOf(BatchId id, Robot robot) => new()
    {
        Id = id,
        Robot = robot.Id,
        Origin = BatchOrigin.Batch,
        Generation = ApiGenerations.ParsePush(repository.Value.Api),
        AcceptedAt = time.GetUtcNow(),
        UrlsIssuedAt = time.GetUtcNow(),
    };

    [LoggerMessage(1, LogLevel.Error, "The queued request {RunId} for robot {Robot} was refused: {Reason}")]
    private partial void LogRefused(BatchId? runId, RobotId? robot, string reason);
}
