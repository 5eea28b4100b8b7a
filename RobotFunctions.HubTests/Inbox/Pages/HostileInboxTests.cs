using System.Net;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Pages;

/// <summary>What an attacker types into the forms of the inbox: it comes back in a page that was refused, or is shown before anything is stored.</summary>
public sealed class HostileInboxTests
{
    private const string Attack = "\"'></title></textarea><script>alert(1)</script><img src=x onerror=alert(2)>";

    [Theory]
    [InlineData("decide", "state")]
    [InlineData("decide", "answer.amount")]
    [InlineData("decide", "answer.note")]
    [InlineData("decide", "comment")]
    [InlineData("decide", "tag")]
    [InlineData("comments", "tag")]
    [InlineData("cancel", "comment")]
    public async Task What_was_typed_into_a_form_that_is_refused_comes_back_as_text(string form, string field)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType("form: {type: object, required: [amount], properties: {amount: {type: number}, note: {type: string}}}"));
        var id = await hub.PostTaskAsync("a", "t");
        using var ada = await Visitor.SeedAsync(hub);
        (string, string)[] others = form == "cancel" ? [("tag", "\"stale\"")] : field == "state" ? [] : [("state", "yes")];

        using var answer = await ada.SubmitAsync($"/w/default/tasks/{id}", $"/w/default/tasks/{id}/{form}", [.. others, (field, Attack)]);

        Assert.True(answer.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.PreconditionFailed, $"{answer.StatusCode}");
        AssertIsText(await answer.Content.ReadAsStringAsync(), isShown: field != "tag");
    }

    [Theory]
    [InlineData("name: \"{0}\"\nsemver: 1\ntasktypes: [{{name: t, resolved_states: [yes]}}]")]
    [InlineData("name: a\nsemver: \"{0}\"\ntasktypes: [{{name: t, resolved_states: [yes]}}]")]
    [InlineData("name: a\nsemver: 2\ntasktypes: [{{name: \"{0}\", resolved_states: [yes]}}]")]
    [InlineData("name: a\nsemver: 2\ntasktypes: [{{name: t, resolved_states: [\"{0}\"]}}]")]
    [InlineData("name: a\nsemver: 2\n\"{0}\": 1\ntasktypes: [{{name: t, resolved_states: [yes]}}]")]
    [InlineData("# {0}")]
    public async Task A_schema_file_is_shown_as_text_before_it_is_installed(string file)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType(""));
        using var ada = await Visitor.SeedAsync(hub);
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, file, Attack.Replace("\"", "\\\"", StringComparison.Ordinal));

        using var answer = await ada.SubmitAsync("/w/default/schemas/new", "/w/default/schemas", [("text", text)]);

        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity, $"{answer.StatusCode}");
        AssertIsText(await answer.Content.ReadAsStringAsync(), isShown: true);
    }

    [Theory]
    [InlineData("tasks?q=")]
    [InlineData("tasks?show=")]
    [InlineData("tasks?type=")]
    [InlineData("tasks?state=")]
    [InlineData("tasks?schema=")]
    [InlineData("tasks/decide?state=")]
    [InlineData("tasks/decide?list=")]
    public async Task What_is_in_an_address_is_shown_as_text(string address)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType(""));
        var id = await hub.PostTaskAsync("a", "t");
        using var ada = await Visitor.SeedAsync(hub);

        var page = await ada.ReadAsync($"/w/default/{address}{Uri.EscapeDataString(Attack)}{(address.StartsWith("tasks/", StringComparison.Ordinal) ? $"&id={id}" : "")}");

        AssertIsText(page, isShown: address is "tasks?q=" or "tasks/decide?state=");
    }

    [Fact]
    public async Task Undo_leads_nowhere_but_to_the_list()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(SchemaFiles.WithType(""));
        var id = await hub.PostTaskAsync("a", "t");
        using var ada = await Visitor.SeedAsync(hub);

        var page = await ada.ReadAsync($"/w/default/tasks/decide?state=yes&id={id}&list={Uri.EscapeDataString("//evil.example/?type=t")}");

        Assert.Contains("href=\"/w/default/tasks?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"//evil", page, StringComparison.Ordinal);
    }

    private static void AssertIsText(string page, bool isShown)
    {
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.True(!isShown || page.Contains("alert(1)", StringComparison.Ordinal), page);
    }
}
