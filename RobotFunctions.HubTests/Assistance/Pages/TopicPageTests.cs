using System.Net;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Pages;

public sealed class TopicPageTests
{
    [Fact]
    public async Task An_admin_previews_creates_edits_and_deletes_a_topic()
    {
        await using var hub = await RequestHub.StartAsync(StoreKind.Sqlite);
        await hub.AddChannelAsync("slack");
        await hub.AddChannelAsync("on call");
        using var ada = await Visitor.SeedAsync(hub.App);

        var preview = await TextAsync(await ada.SendFormAsync("/w/default/topics", ("name", "sales"), ("steps", "at once: slack\nafter 15 min unless acknowledged: on call"), ("preview", "yes")), HttpStatusCode.OK);
        Assert.Contains("15 min later, unless somebody has acknowledged the request", preview, StringComparison.Ordinal);
        Assert.Empty(await hub.App.ReadAsync(static store => store.Topics.ToListAsync()));

        using var created = await ada.SendFormAsync("/w/default/topics", ("name", "sales"), ("steps", "at once: slack\r\n\r\nafter 15 min unless acknowledged: on call"), ("group", "10 min"));
        Assert.Equal(HttpStatusCode.SeeOther, created.StatusCode);
        var path = created.Headers.Location!.OriginalString;
        var form = WebUtility.HtmlDecode(await ada.ReadAsync($"{path}/edit"));
        Assert.Contains("at once: slack\nafter 15 min unless acknowledged: on call", form, StringComparison.Ordinal);

        using var saved = await ada.SendFormAsync($"{path}/edit", ("name", "Sales"), ("steps", "at once: on call"), ("tag", await TagAsync(hub)));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var shown = await ada.ReadAsync(path);
        Assert.Contains("tells on call", shown, StringComparison.Ordinal);
        Assert.Contains("are each told", shown, StringComparison.Ordinal);

        using var deleted = await ada.SendFormAsync($"{path}/delete");
        Assert.Equal(HttpStatusCode.SeeOther, deleted.StatusCode);
        Assert.Contains("No topics yet", await ada.ReadAsync("/w/default/topics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_wrong_keeps_what_was_typed_and_says_everything_beside_its_field()
    {
        await using var hub = await RequestHub.StartAsync(StoreKind.Sqlite);
        await hub.AddChannelAsync("slack");
        using var ada = await Visitor.SeedAsync(hub.App);

        var page = await TextAsync(
            await ada.SendFormAsync("/w/default/topics", ("name", "sales"), ("steps", "soon: nobody"), ("wait", "1 h"), ("quiet_from", "22:00")), HttpStatusCode.UnprocessableEntity);

        foreach (var expected in new[] { "Nothing was saved.", "soon: nobody", "is not a time", "there is no channel", "A caller waits 1 s to 60 s", "Quiet hours go from one time", "The channels are: slack." })
        {
            Assert.Contains(expected, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_edits_a_topic_that_somebody_else_changed_is_shown_both_and_decides()
    {
        await using var hub = await RequestHub.StartAsync(StoreKind.Sqlite);
        var id = await hub.AddTopicAsync("sales", null, "at once: slack");
        var stale = await TagAsync(hub);
        await hub.CallAsync(HttpMethod.Put, $"/api/v1/topics/{id}", new { name = "sales", steps = new[] { new { when = "at once", channels = new[] { "slack" } } }, group = "1 min" });
        using var ada = await Visitor.SeedAsync(hub.App);

        var page = await TextAsync(await ada.SendFormAsync($"/w/default/topics/{id}/edit", ("name", "mine"), ("steps", "at once: slack"), ("tag", stale)), HttpStatusCode.PreconditionFailed);
        using var replaced = await ada.SendFormAsync($"/w/default/topics/{id}/edit", ("name", "mine"), ("steps", "at once: slack"), ("tag", await TagAsync(hub)));

        Assert.Contains("Replace what is stored", page, StringComparison.Ordinal);
        Assert.Contains("value=\"mine\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, replaced.StatusCode);
    }

    [Fact]
    public async Task A_viewer_sees_requests_with_who_was_told_and_no_form()
    {
        await using var hub = await RequestHub.StartAsync(StoreKind.Sqlite);
        var topic = await hub.AddTopicAsync("sales", new { group = "10 min" }, "at once: slack", "after 2 min unless delivered: mail");
        var request = await hub.AskAsync("sales", "A customer asks for 500 licences.");
        await hub.AskAsync("sales", "A customer asks for 500 licences.");
        await hub.EndAsync(request, NotificationStatus.Delivered);
        using var eve = await Visitor.SeedAsync(hub.App, Role.Viewer);

        var list = await eve.ReadAsync("/w/default/assistance?topic=sales&status=delivered");
        var one = await eve.ReadAsync($"/w/default/assistance/{request}");
        var told = await eve.ReadAsync($"/w/default/topics/{topic}");

        Assert.Contains($"/w/default/assistance/{request}", list, StringComparison.Ordinal);
        Assert.Contains("2 times", list, StringComparison.Ordinal);
        foreach (var expected in new[] { "A customer asks for 500 licences.", "2 with this one", "step 2: fallback, unless delivered", $"/w/default/tasks/{(await hub.RequestAsync(request)).TaskId}" })
        {
            Assert.Contains(expected, one, StringComparison.Ordinal);
        }

        Assert.Contains($"/w/default/assistance/{request}", told, StringComparison.Ordinal);
        Assert.DoesNotContain("/edit", told, StringComparison.Ordinal);
        Assert.Contains("No request matches", await eve.ReadAsync("/w/default/assistance?status=failed"), StringComparison.Ordinal);
    }

    private static Task<string> TagAsync(RequestHub hub) => hub.App.ReadAsync(async store => (await store.Topics.AsNoTracking().SingleAsync()).Tag);

    private static async Task<string> TextAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        using (answer)
        {
            Assert.Equal(expected, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync();
        }
    }
}
