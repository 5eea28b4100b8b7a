using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Requests;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.Core.Polling;

/// <summary>
/// Claims one leased batch for a robot and starts its run (protocol 1.5). Several instances may poll at once; the
/// repository gives each batch to one of them.
/// </summary>
public sealed partial class Poller(RepositoryClient repository, IBatchRuns runs, TimeProvider time, ILogger<Poller> logger)
{
    private const string NoCapacity =
        "The robot's store has no capacity for another run, so nothing was claimed. Free disk space, or see Limits:OpenRuns and Storage:KeepFree.";

    /// <summary>Claims one batch if there is capacity and work.</summary>
    public async Task<PollVerdict> PollAsync(Robot robot, CancellationToken cancellation)
    {
        var verdict = await AskAsync(robot, cancellation);
        RobotMetrics.Polled(robot.Id, verdict.End.ToString());
        return verdict;
    }

    private async Task<PollVerdict> AskAsync(Robot robot, CancellationToken cancellation)
    {
        var polling = robot.Options.Polling;
        if (await runs.CountOpenAsync(robot.Id, cancellation) >= polling.MaxInFlight)
        {
            return new PollVerdict(PollEnd.Full);
        }

        if (!await runs.HasCapacityAsync(cancellation))
        {
            return Failed(robot, NoCapacity);
        }

        // The lease begins at some point during the call, so counting from the start of the call is safe.
        var asked = time.GetUtcNow();
        var answer = await repository.PollAsync(robot.Identity, polling, cancellation);
        if (answer.Failure is { } failure)
        {
            return Failed(robot, failure.Reason, failure.RetryAfter);
        }

        return answer.Value!.Batch is { } claimed
            ? await StartAsync(ToRequest(robot, claimed, asked), cancellation)
            : new PollVerdict(PollEnd.NoWork);
    }

    private PollVerdict Failed(Robot robot, string reason, TimeSpan? retryAfter = null)
    {
        LogPollFailed(robot.Id, reason);
        return new PollVerdict(PollEnd.Failed, Reason: reason, RetryAfter: retryAfter);
    }

    private async Task<PollVerdict> StartAsync(AcceptedRequest request, CancellationToken cancellation)
    {
        var verdict = await runs.StartAsync(request, cancellation);
        if (verdict is StartVerdict.Started or StartVerdict.AlreadyRunning)
        {
            LogClaimed(request.Batch.Robot, request.Batch.Id, request.Batch.Lease!.ExpiresAt);
            return new PollVerdict(PollEnd.Claimed, request.Batch.Id);
        }

        LogNotStarted(request.Batch.Robot, request.Batch.Id, verdict);
        return new PollVerdict(
            PollEnd.Failed,
            Reason: $"Batch {request.Batch.Id} was claimed but could not be started ({verdict}); its lease expires, and the repository delivers it again.");
    }

    private static AcceptedRequest ToRequest(Robot robot, RobotRequest claimed, DateTimeOffset asked) => new()
    {
        Batch = new Batch
        {
            Id = claimed.Id,
            Robot = robot.Id,
            Origin = BatchOrigin.Polled,
            Generation = ApiGeneration.G3,
            AcceptedAt = asked,
            UrlsIssuedAt = asked,
            Lease = new Lease(robot.Options.Polling.Lease, asked + robot.Options.Polling.Lease),
        },
        ReferenceUrl = claimed.ReferenceUrl,
        ResultUrl = claimed.ResultUrl,
        ExtraFields = claimed.ExtraFields,
        ContentHash = Intake.ContentHash.Of(claimed.Id, claimed.ReferenceUrl, claimed.ResultUrl, claimed.ExtraFields),
    };

    [LoggerMessage(1, LogLevel.Information, "Robot {Robot} claimed batch {Batch}, leased until {LeaseEnd}")]
    private partial void LogClaimed(RobotId robot, BatchId batch, DateTimeOffset leaseEnd);

    [LoggerMessage(2, LogLevel.Warning, "Robot {Robot} could not poll: {Reason}")]
    private partial void LogPollFailed(RobotId robot, string reason);

    [LoggerMessage(3, LogLevel.Error, "Robot {Robot} claimed batch {Batch} but could not start its run: {Verdict}. The repository delivers it again when the lease ends")]
    private partial void LogNotStarted(RobotId robot, BatchId batch, StartVerdict verdict);
}
