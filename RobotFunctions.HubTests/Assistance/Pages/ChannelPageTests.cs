using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Assistance.Pages;

public sealed partial class ChannelPageTests
{
    private const string Path = "/w/default/channels";

    [Fact]
    public async Task A_channel_is_created_tested_edited_and_deleted_on_its_pages()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:AllowPrivateDestinations", "true"));
        await using var slack = await SlackSimulator.StartAsync(TimeProvider.System);
        using var ada = await Visitor.SeedAsync(hub);

        using var created = await ada.SubmitAsync($"{Path}/new?kind=slack", Path, [("kind", "slack"), ("name", "help desk"), ("secret", slack.Url), ("text", "")]);
        var page = created.Headers.Location!.ToString();
        using var tested = await ada.SubmitAsync(page, $"{page}/test", []);
        var said = await ada.ReadAsync(page);
        using var edited = await ada.SubmitAsync($"{page}/edit", $"{page}/edit", [("tag", await TagAsync(ada, page)), ("name", "desk"), ("secret", ""), ("text", "{{ topic }}!")]);
        var shown = await ada.ReadAsync(page);
        using var deleted = await ada.SubmitAsync(page, $"{page}/delete", []);

        Assert.Contains("The test was delivered. Slack answered ok.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", said + shown + await ada.ReadAsync($"{Path}"), StringComparison.Ordinal);
        Assert.Contains(">test!</pre>", shown, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (tested.StatusCode, edited.StatusCode, deleted.StatusCode));
        Assert.Single(slack.Posts);
    }

    [Fact]
    public async Task A_preview_saves_nothing_and_what_is_wrong_is_said_at_its_field()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:AllowPrivateDestinations", "true"));
        using var ada = await Visitor.SeedAsync(hub);
        (string, string)[] fields = [("kind", "email"), ("name", "ops"), ("to", "a@example.org\r\nb@example.org"), ("subject", ""), ("html", "")];

        using var preview = await ada.SubmitAsync($"{Path}/new?kind=email", Path, [.. fields, ("text", "Help about {{ topic }}"), ("preview", "yes")]);
        using var wrong = await ada.SubmitAsync($"{Path}/new?kind=email", Path, [.. fields, ("text", "{{ password }}")]);

        Assert.Contains("Help about test</pre>", await preview.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (preview.StatusCode, wrong.StatusCode));
        Assert.Contains("id=\"text-error\">Templates have these values", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await hub.ReadAsync(static store => store.Set<Channel>().CountAsync()));
    }

    private static async Task<string> TagAsync(Visitor visitor, string page) => WebUtility.HtmlDecode(Tag().Match(await visitor.ReadAsync($"{page}/edit")).Groups[1].Value);

    [GeneratedRegex("name=\"tag\" value=\"([^\"]*)\"")]
    private static partial Regex Tag();
}
