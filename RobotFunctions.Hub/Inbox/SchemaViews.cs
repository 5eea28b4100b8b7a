using System.Text;
using System.Text.Json.Serialization;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.Hub.Inbox;

/// <summary>A schema on the wire.</summary>
internal sealed record SchemaView(Guid Id, string Name, bool HasSecret, DateTimeOffset CreatedAt)
{
    public static SchemaView Of(InstalledSchema schema) => new(schema.Id, schema.Name, schema.Secret is not null, schema.CreatedAt);
}

/// <summary>What came of installing a file.</summary>
/// <param name="Id">The id of the schema; of one that a dry run would make, a new one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Semver">The version.</param>
/// <param name="IsNew">Whether the version was not there before.</param>
/// <param name="TaskTypes">The names of its task types.</param>
internal sealed record InstalledSchemaView(Guid Id, string Name, string Semver, bool IsNew, IReadOnlyList<string> TaskTypes)
{
    /// <summary>The secret that signs its webhooks; it is not shown again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    public static InstalledSchemaView Of(SchemaInstalled installed) => new(
        installed.Schema.Id,
        installed.Schema.Name,
        installed.Version.Schema.Version.Text,
        installed.IsNew,
        [.. installed.Version.Schema.TaskTypes.Select(static type => type.Name)])
    {
        Secret = installed.Secret,
    };
}

/// <summary>A schema with its versions, the last installed first.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="HasSecret">Whether its webhooks have a secret.</param>
/// <param name="CreatedAt">When its first version was installed.</param>
/// <param name="Versions">Its versions.</param>
internal sealed record SchemaDetailView(Guid Id, string Name, bool HasSecret, DateTimeOffset CreatedAt, IReadOnlyList<SchemaVersionView> Versions);

/// <summary>A version of a schema.</summary>
/// <param name="Semver">The version.</param>
/// <param name="InstalledAt">When it was installed.</param>
/// <param name="File">The file.</param>
/// <param name="TaskTypes">Its task types.</param>
internal sealed record SchemaVersionView(string Semver, DateTimeOffset InstalledAt, string File, IReadOnlyList<TaskTypeView> TaskTypes)
{
    public static SchemaVersionView Of(InstalledVersion version, TaskSchema schema) => new(
        version.Version,
        version.InstalledAt,
        Encoding.UTF8.GetString(version.Content),
        [.. schema.TaskTypes.Select(type => TaskTypeView.Of(version.Id, schema, type))]);
}

/// <summary>The body that sets a secret.</summary>
/// <param name="Secret">The secret; absent for a generated one.</param>
internal sealed record SecretBody(string? Secret = null);

/// <summary>A secret, which is not shown again.</summary>
internal sealed record SecretView(string Secret);

/// <summary>What a migration did, or would do.</summary>
/// <param name="Semver">The version that open tasks move to.</param>
/// <param name="Moved">The tasks that moved.</param>
/// <param name="Stays">The open tasks that keep their version.</param>
internal sealed record MigrationView(string Semver, IReadOnlyList<Guid> Moved, IReadOnlyList<TaskThatStaysView> Stays)
{
    public static MigrationView Of(MigrationOutcome outcome) => new(outcome.Version, outcome.Plan.Moves, [.. outcome.Plan.Stays.Select(static task => new TaskThatStaysView(task.TaskId, task.Reason))]);
}

/// <summary>A task that keeps its version, and why.</summary>
internal sealed record TaskThatStaysView(Guid Id, string Reason);
