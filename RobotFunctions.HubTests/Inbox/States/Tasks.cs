using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.States;

/// <summary>Tasks and people for tests.</summary>
internal static class Tasks
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly Actor Ada = new(ActorKind.Person, "ada", "Ada");
    public static readonly Actor Bob = new(ActorKind.Person, "bob", "Bob");
    public static readonly Actor Cy = new(ActorKind.Person, "cy", "Cy");
    public static readonly Actor Root = new(ActorKind.Person, "root", "Root", IsAdmin: true);
    public static readonly Actor Shop = new(ActorKind.Key, "shop", "shop server");

    /// <summary>An unset task of a type with the states p, q (pending) and yes, no (resolved).</summary>
    public static TaskProgress Of(string keys = "") => new() { Type = SchemaFiles.Type(keys), Poster = Shop };

    public static TaskChanged Changed(this TaskVerdict verdict) => Assert.IsType<TaskChanged>(verdict);

    public static TaskRefused Refused(this TaskVerdict verdict, RefusalKind kind)
    {
        var refused = Assert.IsType<TaskRefused>(verdict);
        Assert.Equal(kind, refused.Kind);
        return refused;
    }
}
