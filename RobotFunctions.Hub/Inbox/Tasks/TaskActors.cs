using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.States;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>Who acts on a task, by who calls.</summary>
internal static class TaskActors
{
    /// <summary>A person; or a key or token, which is never an admin.</summary>
    public static Actor Of(Caller caller) => caller.PersonId is { } person
        ? new Actor(ActorKind.Person, person.ToString(), caller.Actor, caller.Scopes.Contains(Scopes.SchemasWrite))
        : new Actor(ActorKind.Key, caller.Credential, caller.Actor);
}
