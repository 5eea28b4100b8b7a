namespace RobotFunctions.Hub.Inbox.States;

/// <summary>That somebody has taken a task, and since when.</summary>
internal sealed record TaskClaim(Actor Holder, DateTimeOffset Since);
