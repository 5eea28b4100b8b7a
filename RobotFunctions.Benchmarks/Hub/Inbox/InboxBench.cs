using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using RobotFunctions.Benchmarks.EndToEnd;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Benchmarks.Hub.Inbox;

/// <summary>Measures posts and lists of tasks. The Hub runs in its own process, the clients in this one.</summary>
internal sealed class InboxBench(Func<string> newDatabase, Func<string, Dictionary<string, string?>> environment, int tasks, int posts)
{
    private const string Path = "/api/v1/tasks/";
    private const int Posters = 16;
    private const int Readers = 8;
    private const int PageRows = 51;

    private readonly int _pages = Math.Max(posts / 10, 100);

    // The last three are searches: for a word of one task, of one in a hundred, and of all.
    private readonly string[] _queries =
        ["", "?resolved=un", "?type=rare", "?state=include", "?assignee=ann", "?schema=bench&resolved=un", $"?q=number{tasks / 2}", $"?q=number{tasks / 20}", "?q=title"];

    public async Task<InboxFigures> RunAsync(CancellationToken cancellation)
    {
        var (posted, postFloor) = await PostAsync(cancellation);
        var database = newDatabase();
        await using var store = await CreateStoreAsync(database, cancellation);
        await InboxTasks.FillAsync(store, tasks, cancellation);
        await using var hub = MeasuredProcess.Start(environment(database), MeasuredHubCommand.Name);
        using var http = store.Client(await hub.ReadLineAsync());
        var listed = new List<(string, Load, Load)>();
        foreach (var query in _queries)
        {
            listed.Add((query, await ListAsync(http, query, cancellation), await ListAsync(http, Deep(query), cancellation)));
        }

        var peak = (await hub.UsageAsync()).PeakBytes;
        return new InboxFigures(posted, postFloor, listed, await ListFloorAsync(store), peak);
    }

    private async Task<(Load, Load)> PostAsync(CancellationToken cancellation)
    {
        var database = newDatabase();
        await using var store = await CreateStoreAsync(database, cancellation);
        Load posted;
        await using (var hub = MeasuredProcess.Start(environment(database), MeasuredHubCommand.Name))
        {
            using var http = store.Client(await hub.ReadLineAsync());
            posted = await Load.MeasureAsync(Posters, posts, async number =>
            {
                var task = new { schema_name = InboxTasks.Schema, task = "screen", meta = new { title = $"A title of reference number{number}" } };
                using var answer = await http.PostAsJsonAsync(Path, task, cancellation);
                answer.EnsureSuccessStatusCode();
            });
        }

        // SQLite has one writer at a time: more would wait for each other.
        var writers = store.Open() is SqliteStore ? 1 : Posters;
        return (posted, await Load.MeasureEachAsync(writers, posts, () => BareInserts.PrepareAsync(store.Open()), static inserts => inserts.InsertAsync()));
    }

    private Task<Load> ListAsync(HttpClient http, string query, CancellationToken cancellation) => Load.MeasureAsync(Readers, _pages, async _ =>
    {
        using var answer = await http.GetAsync(new Uri(Path + query, UriKind.Relative), cancellation);
        answer.EnsureSuccessStatusCode();
    });

    private Task<Load> ListFloorAsync(MeasuredStore store) => Load.MeasureEachAsync(
        Readers,
        _pages,
        () => BareQuery.PrepareAsync(store.Open(), static reading => new TaskFilter(Workspace.DefaultId).Query(reading, after: null, PageRows)),
        static query => query.ReadAsync());

    // The page in the middle of all tasks, whose cursor has its time.
    private string Deep(string query)
    {
        var filter = Cursor.Fingerprint(Path, Workspace.DefaultId, QueryHelpers.ParseQuery(query));
        return QueryHelpers.AddQueryString(query, PageRequest.CursorName, new Cursor(DateTimeOffset.UnixEpoch.AddSeconds(tasks / 2), Guid.Empty).Format(filter));
    }

    private async Task<MeasuredStore> CreateStoreAsync(string database, CancellationToken cancellation)
    {
        var store = await MeasuredStore.CreateAsync(environment(database), [Scopes.TasksRead, Scopes.TasksWrite], cancellation);
        await InboxTasks.InstallSchemaAsync(store, cancellation);
        return store;
    }
}
