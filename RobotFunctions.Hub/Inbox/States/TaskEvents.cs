namespace RobotFunctions.Hub.Inbox.States;

/// <summary>The types of the inbox's events.</summary>
internal static class TaskEvents
{
    public const string Created = "task.created";
    public const string Claimed = "task.claimed";
    public const string Changed = "task.changed";
    public const string Resolved = "task.resolved";
    public const string Reopened = "task.reopened";
    public const string Overdue = "task.overdue";
    public const string Cancelled = "task.cancelled";
}
