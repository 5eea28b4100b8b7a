using System.Text.Json.Nodes;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>Tells that a robot is offline, or reports again: <c>robot.offline</c> and <c>robot.online</c>.</summary>
internal sealed class ConnectionEvents(Outbox outbox)
{
    /// <summary>Records the event of a connection that changed, in the transaction of the change.</summary>
    public Task RecordAsync(HubStore store, RegistryItem robot, RobotObservation observation, CancellationToken cancellation)
    {
        var data = new JsonObject
        {
            ["robot_id"] = robot.Id,
            ["name"] = robot.Name,
            ["connection"] = WireNames<RobotConnection>.Of(observation.Connection),
            ["last_report_at"] = observation.ReportedAt.UtcDateTime,
            ["interval_seconds"] = observation.IntervalSeconds,
        };
        return outbox.RecordAsync(store, new OccurredEvent(robot.WorkspaceId, $"robot.{WireNames<RobotConnection>.Of(observation.Connection)}", RegistryKind.Robot.PathOf(robot.Id), data), cancellation);
    }
}
