using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Search;

/// <summary>A search for tasks that have, for each of its words, one that begins with it.</summary>
internal sealed class TaskSearch
{
    // Up to so many tasks are read and sorted in less time than the search may take.
    private const int MostSorted = 2000;

    private readonly IReadOnlyList<string> _words;
    private readonly bool _areRare;

    private TaskSearch(IReadOnlyList<string> words, bool areRare) => (_words, _areRare) = (words, areRare);

    /// <summary>Prepares a search.</summary>
    /// <param name="store">The store.</param>
    /// <param name="q">What a person typed. Without a letter or digit, nothing is found.</param>
    /// <param name="cancellation">Cancels the look into the index.</param>
    public static async Task<TaskSearch> ForAsync(HubStore store, string q, CancellationToken cancellation)
    {
        var words = SearchWords.Of(q).Distinct().ToList();
        return new TaskSearch(words, words.Count > 0 && await AreRareAsync(store, words, cancellation));
    }

    /// <summary>The tasks of all workspaces that it finds.</summary>
    /// <remarks>No planner knows how many rows have a word that begins so. Few are read by the index; of many, the next ones are soon met in the order of the list.</remarks>
    public IQueryable<InboxTask> In(HubStore store) => _words.Count == 0 ? store.Tasks.Where(static task => false)
        : _areRare ? Indexed(store, _words)
        : store is PostgresStore ? store.Tasks.FromSql($"""SELECT * FROM "Tasks" WHERE "SearchVector" @@ {Vector(_words)}::tsquery""")
        : _words.Aggregate((IQueryable<InboxTask>)store.Tasks, static (tasks, word) => tasks.Where(task => task.SearchText.Contains("\n" + word)));

    private static async Task<bool> AreRareAsync(HubStore store, List<string> words, CancellationToken cancellation) =>
        !await AreKnownAsFrequentAsync(store, words, cancellation) && await Indexed(store, words).Take(MostSorted + 1).CountAsync(cancellation) <= MostSorted;

    // To count what begins so, both databases first collect all its rows. SQLite counts whole words one by one; PostgreSQL's statistics know those in many rows.
    private static async Task<bool> AreKnownAsFrequentAsync(HubStore store, List<string> words, CancellationToken cancellation)
    {
        if (store is SqliteStore)
        {
            var match = string.Join(' ', words.Select(static word => $"\"{word}\""));
            return await store.Database.SqlQuery<long>($"""SELECT rowid AS "Value" FROM "TasksWords" WHERE "TasksWords" MATCH {match}""").Take(MostSorted + 1).CountAsync(cancellation) > MostSorted;
        }

        foreach (var word in words)
        {
            var rows = await store.Database.SqlQuery<double>($"""
                SELECT COALESCE(SUM(e.frequency), 0) * (SELECT reltuples FROM pg_class WHERE oid = '"Tasks"'::regclass)::float8 AS "Value"
                FROM pg_stats s CROSS JOIN LATERAL unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs::float8[]) AS e(word, frequency)
                WHERE s.schemaname = current_schema() AND s.tablename = 'Tasks' AND s.attname = 'SearchVector' AND starts_with(e.word, {word})
                """).SingleAsync(cancellation);
            if (rows <= MostSorted)
            {
                return false;
            }
        }

        return true;
    }

    // OFFSET 0 and CROSS JOIN have the databases begin at the index of words.
    private static IQueryable<InboxTask> Indexed(HubStore store, IReadOnlyList<string> words) => store is PostgresStore
        ? store.Tasks.FromSql($"""SELECT * FROM "Tasks" WHERE "SearchVector" @@ {Vector(words)}::tsquery OFFSET 0""")
        : store.Tasks.FromSql($"""SELECT t.* FROM "TasksWords" w CROSS JOIN "Tasks" t ON t."Number" = w.rowid WHERE w."TasksWords" MATCH {Match(words)}""");

    private static string Vector(IEnumerable<string> words) => string.Join(" & ", words.Select(static word => $"'{word}':*"));

    private static string Match(IEnumerable<string> words) => string.Join(' ', words.Select(static word => $"\"{word}\" *"));
}
