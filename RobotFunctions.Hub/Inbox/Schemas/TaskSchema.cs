namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>One version of a schema: the task types that an application server may post, and where their changes are sent.</summary>
internal sealed record TaskSchema
{
    public required string Name { get; init; }

    public required SchemaVersion Version { get; init; }

    /// <summary>Where changes are sent, unless the type has an address of its own.</summary>
    public Uri? DefaultHookUrl { get; init; }

    /// <summary>The header that carries the webhook's secret. With it, changes are sent in the format of task-inbox; without it, as CloudEvents.</summary>
    public string? HookHeader { get; init; }

    public required IReadOnlyList<TaskType> TaskTypes { get; init; }

    public TaskType? Type(string name) => TaskTypes.FirstOrDefault(type => type.Name == name);

    public Uri? HookUrl(TaskType type) => type.WebhookUrl ?? DefaultHookUrl;

    /// <summary>Whether a task of a type may name an address of its own: scheme, host and port are those of the type's webhook, whose secret signs it.</summary>
    public bool AllowsCallback(TaskType type, Uri callback) =>
        callback is { IsAbsoluteUri: true, UserInfo: "", Fragment: "" } && HookUrl(type) is { } hook
        && Uri.Compare(callback, hook, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
