using System.Collections.Frozen;

namespace RobotFunctions.Hub.Access;

/// <summary>What a machine may do. The list is closed: a key or a token cannot carry another scope (docs/decisions/015).</summary>
internal static class Scopes
{
    /// <summary>Create tasks in the inbox, and cancel one's own.</summary>
    public const string TasksWrite = "tasks:write";

    /// <summary>Read tasks and their history.</summary>
    public const string TasksRead = "tasks:read";

    /// <summary>Decide tasks, as a person does.</summary>
    public const string TasksDecide = "tasks:decide";

    /// <summary>Erase what entries of the histories of tasks say.</summary>
    public const string TasksRedact = "tasks:redact";

    /// <summary>Install, migrate and remove schemas of tasks, and set the secrets of their webhooks.</summary>
    public const string SchemasWrite = "schemas:write";

    /// <summary>Ask people for help.</summary>
    public const string RequestAssistance = "request-assistance";

    /// <summary>Read topics, channels and requests for assistance.</summary>
    public const string AssistanceRead = "assistance:read";

    /// <summary>Change topics and channels.</summary>
    public const string AssistanceWrite = "assistance:write";

    /// <summary>Read the registry.</summary>
    public const string RegistryRead = "registry:read";

    /// <summary>Change the registry.</summary>
    public const string RegistryWrite = "registry:write";

    /// <summary>Report a robot's heartbeat and runs.</summary>
    public const string RobotReport = "robot:report";

    /// <summary>Read events, subscriptions and deliveries.</summary>
    public const string DeliveriesRead = "deliveries:read";

    /// <summary>Change subscriptions, and deliver again.</summary>
    public const string DeliveriesWrite = "deliveries:write";

    /// <summary>List, create and revoke API keys.</summary>
    public const string KeysWrite = "keys:write";

    /// <summary>Read who changed what.</summary>
    public const string AuditRead = "audit:read";

    /// <summary>Read who is a member of the workspace.</summary>
    public const string MembersRead = "members:read";

    /// <summary>Add and remove members, and change their roles.</summary>
    public const string MembersWrite = "members:write";

    /// <summary>Add, change and remove the people of all workspaces, and make administrators.</summary>
    public const string PeopleWrite = "people:write";

    /// <summary>Create and archive workspaces, also others than the key's own.</summary>
    public const string WorkspacesWrite = "workspaces:write";

    /// <summary>Call <c>/heartbeat/scoped</c>.</summary>
    public const string Ping = "ping";

    /// <summary>Every scope, in alphabetical order.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        AssistanceRead, AssistanceWrite, AuditRead, DeliveriesRead, DeliveriesWrite, KeysWrite, MembersRead, MembersWrite, PeopleWrite, Ping, RegistryRead, RegistryWrite, RequestAssistance, RobotReport, SchemasWrite,
        TasksDecide, TasksRead, TasksRedact, TasksWrite, WorkspacesWrite,
    ];

    private static readonly FrozenSet<string> Known = All.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether there is such a scope. Scopes are compared letter by letter.</summary>
    public static bool Exists(string scope) => Known.Contains(scope);

    /// <summary>Whether a scope reaches beyond its workspace. No role has one and no token carries one: only the command line gives it to a key.</summary>
    public static bool IsOfInstance(string scope) => scope is PeopleWrite or WorkspacesWrite;

    /// <summary>What a scope allows, in the words of a person.</summary>
    public static string Describe(string scope) => scope switch
    {
        TasksWrite => "create tasks in the inbox, cancel one's own",
        TasksRead => "read tasks and their history",
        TasksDecide => "decide tasks, as a person does",
        TasksRedact => "erase what entries of the histories of tasks say",
        SchemasWrite => "install, migrate and remove schemas of tasks, set the secrets of their webhooks",
        RequestAssistance => "ask people for help",
        AssistanceRead => "read topics, channels and requests for assistance",
        AssistanceWrite => "change topics and channels",
        RegistryRead => "read the registry",
        RegistryWrite => "change the registry",
        RobotReport => "report a robot's heartbeat and runs",
        DeliveriesRead => "read events, subscriptions and deliveries",
        DeliveriesWrite => "change subscriptions, deliver again",
        KeysWrite => "list, create and revoke API keys",
        AuditRead => "read who changed what",
        MembersRead => "read who is a member of the workspace",
        MembersWrite => "add and remove members, change their roles",
        PeopleWrite => "add, change and remove people of all workspaces, make administrators",
        WorkspacesWrite => "create and archive workspaces",
        Ping => "check that the key works",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "There is no such scope."),
    };
}
