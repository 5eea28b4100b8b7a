using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>An inbox with a task in each state, whose texts all contain a text of the test.</summary>
internal sealed class PageInbox
{
    private readonly HubApp _app;
    private readonly Caller _caller;
    private readonly string _text;

    private PageInbox(HubApp app, Caller caller, string text) => (_app, _caller, _text) = (app, caller, text);

    public Guid Schema { get; private set; }

    /// <summary>An open task with metadata, comments, an answer and a form.</summary>
    public Guid Open { get; private set; }

    /// <summary>A task that somebody else has claimed.</summary>
    public Guid Claimed { get; private set; }

    public Guid Resolved { get; private set; }

    /// <summary>A task that two people must decide, of whom one has voted.</summary>
    public Guid Voted { get; private set; }

    /// <summary>The paths of pages that show what those of the paths alone do not.</summary>
    public IReadOnlyList<string> MorePages =>
    [
        $"/w/default/tasks/{Claimed}", $"/w/default/tasks/{Resolved}", $"/w/default/tasks/{Voted}", "/w/default/tasks?show=all",
        $"/w/default/tasks/decide?state=no&id={Open}&id={Claimed}&id={Voted}",
    ];

    /// <summary>Fills the default workspace.</summary>
    /// <param name="app">The Hub.</param>
    /// <param name="caller">Who installs and posts.</param>
    /// <param name="text">What is part of every text.</param>
    public static async Task<PageInbox> FillAsync(HubApp app, Caller caller, string text)
    {
        var inbox = new PageInbox(app, caller with { PersonId = Guid.NewGuid() }, text);
        inbox.Schema = await inbox.InstallAsync();
        inbox.Open = await inbox.PostAsync(text);
        await inbox.DecideAsync(inbox.Open, $"{text} p", inbox.Answer());
        Assert.IsType<TaskDone>(await inbox.Get<TaskActions>().CommentAsync(inbox.Target(inbox.Open), $"{text}\nsecond line", default));
        inbox.Claimed = await inbox.PostAsync(text);
        Assert.IsType<TaskDone>(await inbox.Get<TaskActions>().ClaimAsync(inbox.Target(inbox.Claimed), default));
        inbox.Resolved = await inbox.PostAsync(text);
        await inbox.DecideAsync(inbox.Resolved, $"{text} yes", inbox.Answer());
        inbox.Voted = await inbox.PostAsync($"{text} 2");
        await inbox.DecideAsync(inbox.Voted, "no", null);
        Assert.IsType<TaskDone>(await inbox.Get<TaskActions>().CancelAsync(inbox.Target(await inbox.PostAsync(text)), text, default));
        return inbox;
    }

    private T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    private TaskTarget Target(Guid id) => new(_caller, id, null);

    private async Task<Guid> InstallAsync()
    {
        var schema = new JsonObject
        {
            ["name"] = _text,
            ["semver"] = "1",
            ["tasktypes"] = new JsonArray(
                new JsonObject { ["name"] = _text, ["pending_states"] = new JsonArray($"{_text} p"), ["resolved_states"] = new JsonArray($"{_text} yes", "no"), ["form"] = Form() },
                new JsonObject { ["name"] = $"{_text} 2", ["resolved_states"] = new JsonArray("yes", "no"), ["quorum"] = "2" }),
        };
        var installed = await Get<SchemaInstaller>().InstallAsync(_caller, JsonSerializer.SerializeToUtf8Bytes(schema), isDryRun: false, default);
        return Assert.IsType<SchemaInstalled>(installed).Schema.Id;
    }

    private JsonObject Form()
    {
        JsonObject Field(string type, Action<JsonObject>? more = null)
        {
            var field = new JsonObject { ["type"] = type, ["title"] = $"{_text} {type}", ["description"] = _text };
            more?.Invoke(field);
            return field;
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray(_text),
            ["properties"] = new JsonObject
            {
                [_text] = Field("string", field => field["default"] = _text),
                ["long"] = Field("string", static field => field["maxLength"] = 1000),
                ["amount"] = Field("number", static field => field["minimum"] = 0),
                ["count"] = Field("integer"),
                ["sure"] = Field("boolean"),
                ["one"] = Field("string", field => field["enum"] = new JsonArray(_text, "other")),
                ["many"] = Field("array", field => field["items"] = new JsonObject { ["enum"] = new JsonArray(_text, "other") }),
                ["day"] = Field("string", static field => field["format"] = "date"),
                ["thing"] = Field("object"),
            },
        };
    }

    private JsonElement Answer() => JsonSerializer.SerializeToElement(new JsonObject { [_text] = _text, ["one"] = _text, ["many"] = new JsonArray(_text), ["thing"] = new JsonObject { [_text] = _text } });

    private async Task<Guid> PostAsync(string type)
    {
        var meta = new JsonObject
        {
            [_text] = _text,
            ["list"] = new JsonArray(_text),
            ["text__preview"] = _text,
            ["page__preview"] = $"https://example.org/?q={_text}",
        };
        var post = new TaskPost(_text, type, Meta: JsonSerializer.SerializeToElement(meta), Assignee: _text, Correlation: $"{_text} {Guid.NewGuid()}", Due: TimeProvider.System.GetUtcNow().AddDays(2));
        return Assert.IsType<TaskDone>(await Get<TaskPosting>().PostAsync(_caller, post, default)).Snapshot.Task.Id;
    }

    private async Task DecideAsync(Guid id, string state, JsonElement? answer) => Assert.IsType<TaskDone>(await Get<TaskActions>().DecideAsync(Target(id), state, answer, _text, default));
}
