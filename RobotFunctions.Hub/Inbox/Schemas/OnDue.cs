namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>What happens to a task that is open at its due time.</summary>
internal abstract record OnDue;

/// <summary>The task gets a state.</summary>
internal sealed record SetStateOnDue(string State) : OnDue;

/// <summary>The people of an assistance topic are told.</summary>
internal sealed record EscalateOnDue(string Topic) : OnDue;
