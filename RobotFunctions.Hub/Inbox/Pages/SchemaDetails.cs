using System.Text;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.Tables;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>A schema in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When its first version was installed.</param>
/// <param name="Version">The version that new tasks use; null if there are only pre-releases.</param>
/// <param name="Types">The names of that version's task types.</param>
public sealed record SchemaRow(Guid Id, string Name, DateTimeOffset CreatedAt, string? Version, IReadOnlyList<string> Types);

/// <summary>A schema on its page.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="HasSecret">Whether its webhooks have a secret.</param>
/// <param name="NeedsSecret">Whether decisions are refused until there is one.</param>
/// <param name="Versions">Its versions, the last installed first.</param>
public sealed record SchemaDetails(Guid Id, string Name, bool HasSecret, bool NeedsSecret, IReadOnlyList<SchemaVersionDetails> Versions);

/// <summary>A version of a schema on its page.</summary>
/// <param name="Version">The version.</param>
/// <param name="InstalledAt">When it was installed.</param>
/// <param name="File">The file.</param>
/// <param name="Types">Its task types.</param>
public sealed record SchemaVersionDetails(string Version, DateTimeOffset InstalledAt, string File, IReadOnlyList<TaskTypeDetails> Types)
{
    internal static SchemaVersionDetails Of(InstalledVersion version, TaskSchema schema) => new(
        version.Version, version.InstalledAt, Encoding.UTF8.GetString(version.Content), [.. schema.TaskTypes.Select(type => TaskTypeDetails.Of(schema, type))]);
}

/// <summary>A task type on the page of its schema.</summary>
/// <param name="Name">The name.</param>
/// <param name="Pending">The states of a task that is open.</param>
/// <param name="Resolved">The states that end it.</param>
/// <param name="Rules">What else its file says, in a few words each.</param>
public sealed record TaskTypeDetails(string Name, IReadOnlyList<string> Pending, IReadOnlyList<string> Resolved, IReadOnlyList<string> Rules)
{
    internal static TaskTypeDetails Of(TaskSchema schema, TaskType type) => new(type.Name, type.PendingStates, type.ResolvedStates,
    [
        .. new[]
        {
            type.Form is { } form ? $"answer: {string.Join(", ", form.Fields.Select(static field => field.Label))}" : null,
            type.Quorum > 1 ? $"{type.Quorum} people must agree" : null,
            type.Roles.Count > 0 && !type.Roles.Contains("member") ? "admins decide" : null,
            type.Due is { } due ? $"due after {due:d' d 'h' h 'm' min'}" : null,
            type.OnDue switch
            {
                SetStateOnDue { State: var state } => $"then {state}",
                EscalateOnDue { Topic: var topic } => $"then {topic} is told",
                _ => null,
            },
            schema.HookUrl(type) is { } hook ? $"told to {hook.AbsoluteUri}" : null,
        }.OfType<string>(),
    ]);
}
