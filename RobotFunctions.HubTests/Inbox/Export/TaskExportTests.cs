using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.VisualBasic.FileIO;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Api;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Export;

public sealed class TaskExportTests
{
    private const int Many = 10_000;

    [Theory]
    [Stores]
    public async Task Ten_thousand_tasks_are_exported_in_the_order_of_the_list_the_same_in_both_formats(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await ManyTasks.FillAsync(hub.App, Many, static number => $$"""{ "n": {{number}}, "text": "Grüße,\n\"{{number}}\"; =1+1" }""");
        var ids = await hub.App.ReadAsync(static store => store.Tasks.OrderBy(static task => task.CreatedAt).ThenBy(static task => task.Id).Select(static task => task.Id).ToListAsync());

        var csv = await ExportAsync(hub, "format=csv");
        var lines = await ExportAsync(hub, "format=jsonl");

        Assert.Equal(("text/csv", "tasks.csv", true), (csv.Type, csv.Name, csv.IsChunked));
        Assert.Equal(("application/jsonl", "tasks.jsonl", true), (lines.Type, lines.Name, lines.IsChunked));
        var records = Records(csv.Text);
        var tasks = lines.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonElement.Parse(line)).ToList();
        Assert.Equal(ids, tasks.Select(static task => task.GetProperty("id").GetGuid()));
        Assert.Equal(ids, records.Skip(1).Select(static record => Guid.Parse(record[0])));
        Assert.Equal(records[0], tasks[0].EnumerateObject().Select(static member => member.Name));
        foreach (var number in new[] { 0, 7, Many - 1 })
        {
            foreach (var (index, member) in tasks[number].EnumerateObject().Index())
            {
                var cell = records[number + 1][index];
                Assert.True(member.Value.ValueKind == JsonValueKind.Object ? JsonElement.DeepEquals(JsonElement.Parse(cell), member.Value) : cell == member.Value.ToString(), $"{member}: {cell}");
            }

            Assert.Equal($"Grüße,\n\"{number}\"; =1+1", tasks[number].GetProperty("meta").GetProperty("text").GetString());
        }
    }

    [Theory]
    [Stores]
    public async Task The_filters_are_those_of_the_list_and_other_workspaces_have_nothing_of_it(StoreKind kind)
    {
        await using var hub = await InboxHub.StartAsync(kind);
        await ManyTasks.FillAsync(hub.App, 1200);
        foreach (var (query, count) in new[] { ("", 1200), ("resolved=un", 402), ("type=rare", 2), ("state=q", 2), ("assignee=ann&resolved=un", 4), ("schema=b", 0), ("schema=a&q=t", 1200) })
        {
            Assert.Equal(count, Records((await ExportAsync(hub, query)).Text).Count - 1);
        }

        var stranger = await hub.App.CreateKeyAsync(await hub.App.CreateWorkspaceAsync("second"), expiresAt: null);
        using var answer = await hub.App.SendAsync(HttpMethod.Get, "/api/v1/tasks/export?format=jsonl", stranger);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("format=xml", "format must be csv or jsonl.")]
    [InlineData("stat=p", "There is no query parameter 'stat' here.")]
    [InlineData("limit=5", "There is no query parameter 'limit' here.")]
    public async Task What_it_does_not_know_is_refused(string query, string sentence)
    {
        await using var hub = await InboxHub.StartAsync(StoreKind.Sqlite);
        using var answer = await hub.App.SendAsync(HttpMethod.Get, $"/api/v1/tasks/export?{query}", hub.Key);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(sentence, await answer.DetailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_the_list_links_to_the_file_with_its_filters()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType(""));
        var wanted = await hub.PostTaskAsync("a", "t", """{"order": "seven & eight"}""");
        await hub.PostTaskAsync("a", "t", """{"order": "nine"}""");
        using var eve = await Visitor.SeedAsync(hub, Role.Viewer, "eve");
        var page = await eve.ReadAsync("/w/default/tasks?q=seven+%26&show=all");
        const string link = "/w/default/tasks/export?format=csv&amp;show=all&amp;q=seven%20%26";

        Assert.Contains($"href=\"{link}\"", page, StringComparison.Ordinal);
        var records = Records(await eve.ReadAsync(WebUtility.HtmlDecode(link)));

        Assert.Equal([wanted.ToString()], records.Skip(1).Select(static record => record[0]));
    }

    // The reader of Visual Basic, which has nothing in common with the writer.
    private static List<string[]> Records(string csv)
    {
        using var reader = new TextFieldParser(new StringReader(csv)) { Delimiters = [","], HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        var records = new List<string[]>();
        while (reader.ReadFields() is { } record)
        {
            records.Add(record);
        }

        return records;
    }

    private static async Task<(string Text, string? Type, string? Name, bool IsChunked)> ExportAsync(InboxHub hub, string query)
    {
        using var answer = await hub.App.SendAsync(HttpMethod.Get, $"/api/v1/tasks/export?{query}", hub.Key);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadAsStringAsync(), answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.FileName, answer.Headers.TransferEncodingChunked == true);
    }
}
