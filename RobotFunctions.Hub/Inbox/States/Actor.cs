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
    private const string PersonPrefix = "person:";

    public static Actor System { get; } = new(ActorKind.System, "system", "the Hub");

    /// <summary>The name as people are shown it: a person's without the kind that the audit writes before it.</summary>
    public string Shown => ShownOf(Name);

    /// <summary>The name of who acted as people are shown it: <c>ada</c> for <c>person:ada</c>, <c>key shop</c> for <c>key:shop</c>.</summary>
    public static string ShownOf(string name) => name.StartsWith(PersonPrefix, StringComparison.Ordinal) ? name[PersonPrefix.Length..]
        : name.StartsWith("key:", StringComparison.Ordinal) || name.StartsWith("token:", StringComparison.Ordinal) ? name.Replace(':', ' ')
        : name;

    public bool IsSameAs(Actor other) => Kind == other.Kind && Id == other.Id;
}
