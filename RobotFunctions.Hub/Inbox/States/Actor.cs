namespace RobotFunctions.Hub.Inbox.States;

internal enum ActorKind
{
    Person,
    Key,

    /// <summary>The Hub itself, for example at a due time.</summary>
    System,
}

/// <summary>Who acts on a task.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id, unique in its kind.</param>
/// <param name="Name">What people call it.</param>
/// <param name="IsAdmin">Whether it is an admin of the workspace. A key never is.</param>
internal sealed record Actor(ActorKind Kind, string Id, string Name, bool IsAdmin = false)
{
    public static Actor System { get; } = new(ActorKind.System, "system", "the Hub");

    public bool IsSameAs(Actor other) => Kind == other.Kind && Id == other.Id;
}
