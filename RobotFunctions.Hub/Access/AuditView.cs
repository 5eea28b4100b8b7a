namespace RobotFunctions.Hub.Access;

/// <summary>An entry of the audit as it is shown.</summary>
public sealed record AuditView(Guid Id, DateTimeOffset At, string Actor, string? Address, string Action, string Target, string? RequestId)
{
    internal static AuditView Of(AuditEntry entry) => new(entry.Id, entry.At, entry.Actor, entry.Address, entry.Action, entry.Target, entry.RequestId);
}
