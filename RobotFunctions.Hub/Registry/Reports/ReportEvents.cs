using System.Text.Json.Nodes;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>Tells what the report of a robot says for the first time: <c>run.failed</c> and <c>dead-letter.stored</c>.</summary>
internal sealed class ReportEvents(Outbox outbox)
{
    /// <summary>Records that a run has failed, in the transaction that stores its end.</summary>
    public Task RunFailedAsync(HubStore store, RegistryItem robot, RobotRun run, CancellationToken cancellation)
    {
        var data = Data(robot);
        data["run_id"] = run.RunId;
        data["started_at"] = run.StartedAt.UtcDateTime;
        data["ended_at"] = run.EndedAt?.UtcDateTime;
        data["references"] = run.References;
        data["done"] = run.Done;
        data["failed"] = run.Failed;
        data["problem"] = run.Problem;
        return RecordAsync(store, robot, "run.failed", data, cancellation);
    }

    /// <summary>Records that a robot has more dead letters than it had.</summary>
    public Task DeadLettersStoredAsync(HubStore store, RegistryItem robot, int before, int now, CancellationToken cancellation)
    {
        var data = Data(robot);
        data["dead_letters"] = now;
        data["dead_letters_before"] = before;
        return RecordAsync(store, robot, "dead-letter.stored", data, cancellation);
    }

    private static JsonObject Data(RegistryItem robot) => new() { ["robot_id"] = robot.Id, ["name"] = robot.Name };

    private Task<HubEvent> RecordAsync(HubStore store, RegistryItem robot, string type, JsonObject data, CancellationToken cancellation) =>
        outbox.RecordAsync(store, new OccurredEvent(robot.WorkspaceId, type, RegistryKind.Robot.PathOf(robot.Id), data), cancellation);
}
