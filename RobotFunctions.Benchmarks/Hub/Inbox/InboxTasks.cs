using System.Text;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.States;
using RobotFunctions.Hub.Inbox.Tables;

namespace RobotFunctions.Benchmarks.Hub.Inbox;

/// <summary>The tasks of the measured inbox: a schema, and many tasks without their histories.</summary>
internal static class InboxTasks
{
    /// <summary>The name of the schema, whose types are <c>screen</c> and <c>rare</c>.</summary>
    public const string Schema = "bench";

    private const int AtOnce = 5000;

    /// <summary>Installs the schema.</summary>
    public static async Task InstallSchemaAsync(MeasuredStore store, CancellationToken cancellation)
    {
        var file = Encoding.UTF8.GetBytes($$"""
            name: {{Schema}}
            semver: 1.0.0
            tasktypes:
              - {name: screen, pending_states: [first, second], resolved_states: [include, exclude]}
              - {name: rare, pending_states: [first], resolved_states: [done]}
            """);
        _ = await store.Get<SchemaInstaller>().InstallAsync(MeasuredStore.Caller, file, isDryRun: false, cancellation) is SchemaInstalled
            ? true
            : throw new InvalidOperationException("The schema of the benchmark is not valid.");
    }

    /// <summary>Adds tasks, a second apart from the first of 1970 on. One in three is open, one in a thousand rare; each is found by its number, all by <c>title</c>.</summary>
    public static async Task FillAsync(MeasuredStore measured, int count, CancellationToken cancellation)
    {
        await using var reading = measured.Open();
        var version = await reading.SchemaVersions.SingleAsync(cancellation);
        for (var added = 0; added < count; added += AtOnce)
        {
            await using var store = measured.Open();
            store.ChangeTracker.AutoDetectChangesEnabled = false;
            store.Tasks.AddRange(Enumerable.Range(added, Math.Min(AtOnce, count - added)).Select(number => New(number, version)));
            await store.SaveChangesAsync(cancellation);
        }

        await measured.AnalyzeAsync(cancellation);
    }

    private static InboxTask New(int number, InstalledVersion version) => new()
    {
        Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddSeconds(number)),
        WorkspaceId = Workspace.DefaultId,
        SchemaId = version.SchemaId,
        VersionId = version.Id,
        Type = number % 1000 == 0 ? "rare" : "screen",
        State = number % 3 == 0 ? "first" : number % 2 == 0 ? "include" : "exclude",
        Status = number % 3 == 0 ? InboxTaskStatus.Open : InboxTaskStatus.Resolved,
        CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(number),
        PosterKind = ActorKind.Key,
        PosterId = Schema,
        PosterName = Schema,
        Assignee = number % 100 == 0 ? "ann" : null,
        Meta = $$"""{"title":"A title of reference number{{number}}"}""",
        SearchText = $"\nscreen\na\ntitle\nof\nreference\nnumber{number}",
        Sequence = 1,
        Hash = new byte[32],
    };
}
