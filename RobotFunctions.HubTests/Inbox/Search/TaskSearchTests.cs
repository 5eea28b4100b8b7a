using System.Net;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Inbox.Search;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Api;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Search;

public sealed class TaskSearchTests
{
    [Theory]
    [Stores]
    public async Task Tasks_are_found_by_the_beginnings_of_their_words_in_any_order_case_and_script(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await hub.InstallAsync(SchemaFiles.WithType(""));
        var blue = await PostAsync(hub, "Blue chair from the café");
        var red = await PostAsync(hub, "Red chair, \"10.1038/s41586\"");
        var han = await PostAsync(hub, "气候变化");
        foreach (var (q, expected) in new (string, string[])[]
        {
            ("chair", [blue, red]),
            ("CHA", [blue, red]),
            ("chair bl", [blue]),
            ("CAFE\u0301", [blue]),
            ("hair", []),
            ("10.1038/s41586", [red]),
            ("变化", [han]),
            ("c-", [blue, red]),
            ("' OR 1=1 --", []),
            ("\" *", []),
            ("…", []),
            ("%00", []),
            (new string('a', 3000), []),
        })
        {
            var (status, answer) = await hub.CallAsync(HttpMethod.Get, $"/api/v1/tasks/?q={Uri.EscapeDataString(q)}");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(expected.Order(StringComparer.Ordinal), answer.GetProperty("tasks").EnumerateArray().Select(static task => task.GetProperty("id").GetString()!).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [Stores]
    public async Task A_rare_word_is_looked_up_in_the_index_and_a_frequent_one_met_in_the_order_of_the_list(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await ManyTasks.FillAsync(hub.App, 20_000);
        if (kind == StoreKind.Postgres)
        {
            // As a vacuum does: new rows wait in a list in front of the index.
            await hub.App.ReadAsync(static store => store.Database.ExecuteSqlRawAsync("""SELECT gin_clean_pending_list('"IX_Tasks_SearchVector"')"""));
        }

        Assert.Equal(["c-1234"], await FoundAsync(hub, "number01234"));
        Assert.Equal(["c-770", "c-771", "c-772"], (await FoundAsync(hub, "number0077"))[..3]);
        Assert.Equal(["c-0", "c-1", "c-2"], (await FoundAsync(hub, "numb"))[..3]);
        Assert.Contains(kind == StoreKind.Sqlite ? "VIRTUAL TABLE INDEX" : "IX_Tasks_SearchVector", await PlanAsync(hub, "number01234"), StringComparison.Ordinal);
        Assert.Contains("IX_Tasks_WorkspaceId_CreatedAt_Id", await PlanAsync(hub, "numb"), StringComparison.Ordinal);
        Assert.Contains("IX_Tasks_WorkspaceId_CreatedAt_Id", await PlanAsync(hub, "t"), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task What_is_changed_or_removed_is_not_found_any_more(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await ManyTasks.FillAsync(hub.App, 3);
        await hub.App.WriteAsync(static store => store.Tasks.Where(static task => task.Correlation == "c-1").ExecuteUpdateAsync(static set => set.SetProperty(static task => task.SearchText, "\nother")));
        await hub.App.WriteAsync(static store => store.Tasks.Where(static task => task.Correlation == "c-2").ExecuteDeleteAsync());

        Assert.Equal(["c-0"], await FoundAsync(hub, "number"));
        Assert.Equal(["c-1"], await FoundAsync(hub, "oth"));
    }

    private static async Task<string> PostAsync(InboxHub hub, string text) => (await hub.PostAsync(new { schema_name = "a", task = "t", meta = new { text } })).GetProperty("id").GetString()!;

    private static Task<List<string>> FoundAsync(InboxHub hub, string q) =>
        hub.App.ReadAsync(async store => await (await FilterAsync(store, q)).Query(store, after: null, 51).Select(static task => task.Correlation!).ToListAsync());

    private static Task<string> PlanAsync(InboxHub hub, string q) => hub.App.ReadAsync(async store => await QueryPlan.OfAsync(store, (await FilterAsync(store, q)).Query(store, after: null, 51)));

    private static async Task<TaskFilter> FilterAsync(Hub.Store.HubStore store, string q) => new(Workspace.DefaultId) { Search = await TaskSearch.ForAsync(store, q, default) };
}
