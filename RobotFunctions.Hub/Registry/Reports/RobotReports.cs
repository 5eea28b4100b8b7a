using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>Takes the reports of robots.</summary>
internal sealed class RobotReports(RetryingWriter writer, ConnectionEvents connections, ReportEvents events, TimeProvider time)
{
    /// <summary>After how many silent intervals a robot is offline.</summary>
    public const int SilentIntervals = 3;

    /// <summary>Stores a report.</summary>
    /// <returns>Whether the robot may work; null if the caller's workspace has no such robot.</returns>
    public Task<RobotReportAnswer?> TakeAsync(Caller caller, Guid robotId, RobotReport report, CancellationToken cancellation) => writer.RunAsync(
        async store =>
        {
            if (await store.FindRegistryItemAsync(caller.WorkspaceId, RegistryKind.Robot, robotId, cancellation) is not { } robot)
            {
                return null;
            }

            await ObserveAsync(store, robot, report, cancellation);
            await StoreRunsAsync(store, robot, report.Runs ?? [], cancellation);
            var commands = await RobotCommands.ExchangeAsync(store, robotId, report.Commands ?? [], time.GetUtcNow(), cancellation);
            return new RobotReportAnswer(robot.DisabledAt is null, robot.DisabledReason, commands);
        },
        cancellation);

    private async Task ObserveAsync(HubStore store, RegistryItem robot, RobotReport report, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var silentAt = now + SilentIntervals * TimeSpan.FromSeconds(report.IntervalSeconds);
        var observation = await store.RobotObservations.SingleOrDefaultAsync(found => found.RobotId == robot.Id, cancellation);
        if (observation is null)
        {
            observation = new RobotObservation
            {
                RobotId = robot.Id,
                WorkspaceId = robot.WorkspaceId,
                Connection = RobotConnection.Online,
                ReportedAt = now,
                IntervalSeconds = report.IntervalSeconds,
                SilentAt = silentAt,
            };
            store.RobotObservations.Add(observation);
        }
        else if (observation.Connection == RobotConnection.Offline)
        {
            observation.Connection = RobotConnection.Online;
            await connections.RecordAsync(store, robot, observation, cancellation);
        }

        (observation.WorkspaceId, observation.ReportedAt, observation.IntervalSeconds, observation.SilentAt) = (robot.WorkspaceId, now, report.IntervalSeconds, silentAt);
        if (report.DeadLetters > observation.DeadLetters)
        {
            await events.DeadLettersStoredAsync(store, robot, observation.DeadLetters, report.DeadLetters, cancellation);
        }

        (observation.Version, observation.Enhancer, observation.LastPollAt, observation.DeadLetters) = (report.Version, report.Enhancer, report.LastPollAt, report.DeadLetters);
    }

    private async Task StoreRunsAsync(HubStore store, RegistryItem robot, IReadOnlyList<ReportedRun> reported, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var ids = reported.Select(static run => run.RunId).ToList();
        var known = ids.Count == 0 ? [] : await store.RobotRuns.Where(run => run.RobotId == robot.Id && ids.Contains(run.RunId)).ToDictionaryAsync(static run => run.RunId, cancellation);
        foreach (var run in reported)
        {
            if (!known.TryGetValue(run.RunId, out var stored))
            {
                stored = known[run.RunId] = new RobotRun
                {
                    Id = Guid.CreateVersion7(now),
                    RobotId = robot.Id,
                    WorkspaceId = robot.WorkspaceId,
                    RunId = run.RunId,
                    State = RunState.Running,
                    StartedAt = run.StartedAt,
                    ReportedAt = now,
                };
                store.RobotRuns.Add(stored);
            }

            // A report that was delayed does not open a run again.
            if (stored.State == RunState.Running)
            {
                (stored.State, stored.StartedAt, stored.EndedAt, stored.ReportedAt) = (run.State, run.StartedAt, run.EndedAt, now);
                (stored.References, stored.Done, stored.Failed, stored.Problem) = (run.References, run.Done, run.Failed, run.Problem);
                if (run.State == RunState.Failed)
                {
                    await events.RunFailedAsync(store, robot, stored, cancellation);
                }
            }
        }
    }
}
