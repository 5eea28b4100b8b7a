using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Api;

/// <summary>Many tasks in the store of a Hub, without their histories.</summary>
internal static class ManyTasks
{
    /// <summary>Installs the schema <c>a</c> and adds tasks, a second apart. Few are of the type <c>rare</c>, in the state <c>q</c>, or assigned to <c>ann</c>.</summary>
    public static async Task FillAsync(HubApp hub, int count, Func<int, string?>? meta = null)
    {
        var schema = await hub.InstallSchemaAsync(File);
        var version = await hub.ReadAsync(store => store.SchemaVersions.Where(found => found.SchemaId == schema).Select(static found => found.Id).SingleAsync());
        await hub.WriteAsync(store =>
        {
            store.Tasks.AddRange(Enumerable.Range(0, count).Select(number => Task(number, schema, version, meta?.Invoke(number))));
            return System.Threading.Tasks.Task.CompletedTask;
        });
        await hub.ReadAsync(static store => store.Database.ExecuteSqlRawAsync("ANALYZE"));
    }

    private static string File { get; } = SchemaFiles.WithType("") + "\n" + """
          - name: rare
            pending_states: [p, q]
            resolved_states: [yes]
        """;

    private static bool IsSecond(int number) => number % 778 == 1;

    private static InboxTask Task(int number, Guid schema, Guid version, string? meta) => new()
    {
        Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddSeconds(number)),
        WorkspaceId = Workspace.DefaultId,
        SchemaId = schema,
        VersionId = version,
        Type = number % 1000 == 0 ? "rare" : "t",
        State = number % 3 == 0 ? "p" : IsSecond(number) ? "q" : "yes",
        Status = number % 3 == 0 || IsSecond(number) ? InboxTaskStatus.Open : InboxTaskStatus.Resolved,
        CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(number),
        OverdueAt = number % 300 == 0 ? DateTimeOffset.UnixEpoch : null,
        ActAt = number % 30 == 0 ? DateTimeOffset.UnixEpoch.AddSeconds(number) : null,
        PosterKind = ActorKind.Key,
        PosterId = "k",
        PosterName = "key:k",
        Assignee = number % 100 == 0 ? "ann" : null,
        Correlation = $"c-{number}",
        Meta = meta,
        SearchText = $"\nt\nnumber{number:D5}",
        Sequence = 1,
        Hash = [],
    };
}
