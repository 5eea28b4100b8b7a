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
    private const string Unanswered =
        "The robot could neither accept the request from its queue nor report that to the repository. Check the request in the repository before you deliver this error.";

    /// <summary>Tells the repository why a request was rejected. Does nothing if a run with the same id is open, because that run reports its own result.</summary>
    /// <returns>False if nobody can be told, because the message does not name its request or a robot of this app.</returns>
    public async Task<bool> AnswerAsync(QueuedRequest request, string reason, CancellationToken cancellation)
    {
        using var scope = request.Id is { } run ? RunScope.Begin(logger, run) : null;
        LogRefused(request.Id, request.Robot, reason);
        if (BatchOf(request) is not { } batch)
        {
            return false;
        }

        if (await runs.FindAsync(batch.Id, cancellation) is { Outcome: null })
        {
            return true;
        }

        var error = new ReportInput(batch, reason);
        var reported = await report.RunAsync(error, cancellation);
        if (reported.Failure is { } failure)
        {
            await keep.RunAsync(new DeadLetterInput(error, failure.Reason, failure.Kind == FailureKind.Uncertain), cancellation);
        }

        return true;
    }

    /// <summary>
    /// Keeps the error as a dead letter without asking the engine or the repository, for a request that could not be answered after several attempts.
    /// </summary>
    public async Task KeepAsync(QueuedRequest request, string reason, CancellationToken cancellation)
    {
        LogRefused(request.Id, request.Robot, reason);
        if (BatchOf(request) is { } batch)
        {
            await keep.RunAsync(new DeadLetterInput(new ReportInput(batch, reason), Unanswered, Uncertain: false), cancellation);
        }
    }

    private Batch? BatchOf(QueuedRequest request)
    {
        var robot = request.Robot is { } asked ? robots.Find(asked) : robots.All is [var only] ? only : null;
        return request.Id is { } id && robot is not null ? BatchOf(id, robot, request.SentAt ?? time.GetUtcNow()) : null;
    }

    private Batch BatchOf(BatchId id, Robot robot, DateTimeOffset sentAt) => new()
    {
        Id = id,
        Robot = robot.Id,
        Origin = BatchOrigin.Batch,
        Generation = ApiGenerations.ParsePush(repository.Value.Api),
        AcceptedAt = sentAt,
        UrlsIssuedAt = sentAt,
    };

    [LoggerMessage(1, LogLevel.Error, "The queued request {RunId} for robot {Robot} was refused: {Reason}")]
    private partial void LogRefused(BatchId? runId, RobotId? robot, string reason);
}
