using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Pauses;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Requests;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.Core.Polling;

/// <summary>
/// Claims one leased batch for a robot and starts its run (protocol 1.5). Several instances may poll at once; the
/// repository gives each batch to one of them.
/// </summary>
public sealed partial class Poller(
    RepositoryClient repository,
    IBatchRuns runs,
    SignedUrlPolicy urls,
    PollingPauses pauses,
    RobotSwitches switches,
    LastPolls polls,
    TimeProvider time,
    ILogger<Poller> logger)
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
        if (await switches.FindDisabledAsync(robot.Id, cancellation) is { } disabled)
        {
            return new PollVerdict(PollEnd.Disabled, Reason: disabled);
        }

        var polling = robot.Options.Polling;
        if (await runs.CountOpenAsync(robot.Id, cancellation) >= polling.MaxInFlight)
        {
            return new PollVerdict(PollEnd.Full);
        }

        if (await pauses.FindAsync(robot.Id, cancellation) is { } pause)
        {
            return Failed(robot, $"It claims no work until a setting changes. {pause.Reason}");
        }

        if (!await runs.HasCapacityAsync(cancellation))
        {
            return Failed(robot, NoCapacity);
        }

        // The lease begins at some point during the call, so counting from the start of the call is safe.
        var asked = time.GetUtcNow();
        await polls.PolledAsync(robot, cancellation);
        var answer = await repository.PollAsync(robot.Identity, polling, cancellation);
        if (answer.Failure is { } failure)
        {
            return Failed(robot, failure.Reason, failure.RetryAfter);
        }

        if (answer.Value!.Batch is not { } claimed)
        {
            return new PollVerdict(PollEnd.NoWork);
        }

        using var scope = RunScope.Begin(logger, claimed.Id);
        return (urls.Check(claimed.ReferenceUrl) ?? urls.Check(claimed.ResultUrl)) is { } refused
            ? await GiveBackAsync(robot, claimed.Id, refused, cancellation)
            : await StartAsync(ToRequest(robot, claimed, asked), cancellation);
    }

    /// <summary>The repository's storage may not be called: an error would be final for references that nobody looked at.</summary>
    private async Task<PollVerdict> GiveBackAsync(Robot robot, BatchId batch, string reason, CancellationToken cancellation)
    {
        LogGivenBack(robot.Id, batch);
        await pauses.PauseAsync(robot.Id, reason, cancellation);
        return Failed(robot, reason);
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

    [LoggerMessage(1, LogLevel.Information, "Robot {Robot} claimed batch {RunId}, leased until {LeaseEnd}")]
    private partial void LogClaimed(RobotId robot, BatchId runId, DateTimeOffset leaseEnd);

    [LoggerMessage(4, LogLevel.Warning, "Robot {Robot} claimed batch {RunId}, whose files it may not fetch, and lets its lease lapse")]
    private partial void LogGivenBack(RobotId robot, BatchId runId);

    [LoggerMessage(2, LogLevel.Warning, "Robot {Robot} could not poll: {Reason}")]
    private partial void LogPollFailed(RobotId robot, string reason);

    [LoggerMessage(3, LogLevel.Error, "Robot {Robot} claimed batch {RunId} but could not start its run: {Verdict}. The repository delivers it again when the lease ends")]
    private partial void LogNotStarted(RobotId robot, BatchId runId, StartVerdict verdict);
}
