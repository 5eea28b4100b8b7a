using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Assistance;

/// <summary>What a bot and the people who help it live through, with Slack and a mail server.</summary>
public sealed class AssistanceStoryTests
{
    [Theory]
    [Stores]
    public async Task A_request_reaches_Slack_then_the_mail_if_Slack_is_dead_then_the_boss_until_somebody_clicks(StoreKind kind)
    {
        var isDead = false;
        await using var mail = MailServer.Start();
        await using var hub = await AssistanceHub.StartAsync(kind, hasPublicUrl: false, settings: mail.Settings);
        await using var slack = await SlackSimulator.StartAsync(hub.Time, (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.FromResult(isDead);
        });
        var bot = await hub.App.CreateKeyAsync(Scopes.RequestAssistance);
        await hub.SlackAsync(slack, "sales");
        await hub.EmailAsync("office", "office@example.org");
        await hub.EmailAsync("boss", "boss@example.org");
        await hub.App.CreateTopicAsync("sales", new("at once", ["sales"]), new("after 2 min unless delivered", ["office"]), new("after 15 min unless acknowledged", ["boss"]));
        using var ada = await Visitor.SeedAsync(hub.App, Role.Member);

        // Slack works: the message arrives there, and nowhere else once somebody has clicked.
        var first = await AskAsync(hub, bot, "The first customer.");
        await StatusAsync(hub, first, "delivered");
        Assert.Contains("The first customer.", Assert.Single(slack.Posts).Text, StringComparison.Ordinal);
        await ClickAsync(hub, ada, first);
        await PassAsync(hub, TimeSpan.FromMinutes(20));
        Assert.Empty(mail.Mails);

        // Slack is dead: the mail follows after its time, and the boss because nobody clicks.
        isDead = true;
        var second = await AskAsync(hub, bot, "The second customer.");
        await PassAsync(hub, TimeSpan.FromMinutes(1));
        Assert.Empty(mail.Mails);
        await PassAsync(hub, TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(() => mail.Mails.Count == 1);
        Assert.Equal(["office@example.org"], mail.Mails[0].Recipients);
        await PassAsync(hub, TimeSpan.FromMinutes(13));
        await Eventually.TrueAsync(() => mail.Mails.Count == 2);
        Assert.Equal(["boss@example.org"], mail.Mails[1].Recipients);
        await ClickAsync(hub, ada, second);
        await StatusAsync(hub, second, "acknowledged");

        // Slack is back: what was clicked meanwhile is not told any more.
        isDead = false;
        await PassAsync(hub, TimeSpan.FromHours(3));
        Assert.Single(slack.Posts);
        Assert.Equal(2, mail.Mails.Count);
    }

    [Theory]
    [Stores]
    public async Task A_caller_who_waits_learns_that_Slack_took_the_request_or_that_nobody_did(StoreKind kind)
    {
        var isDead = false;
        await using var hub = await AssistanceHub.StartAsync(kind);
        await using var slack = await SlackSimulator.StartAsync(hub.Time, (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.FromResult(isDead);
        });
        var bot = await hub.App.CreateKeyAsync(Scopes.RequestAssistance, Scopes.AssistanceWrite);
        await hub.SlackAsync(slack, "sales");
        using var created = await hub.App.SendAsync(HttpMethod.Post, "/api/v1/topics", bot, new { name = "sales", wait = "20 s", steps = new[] { new { when = "at once", channels = new[] { "sales" } } } });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        using var told = await hub.App.SendAsync(HttpMethod.Post, "/assistance", bot, new { topic = "sales", description = "The first customer." });
        isDead = true;
        hub.Time.Advance(TimeSpan.FromSeconds(2));
        using var untold = await hub.App.SendAsync(HttpMethod.Post, "/assistance", bot, new { topic = "sales", description = "The second customer." });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable), (told.StatusCode, untold.StatusCode));
        Assert.Single(slack.Posts);
    }

    private static async Task<Guid> AskAsync(AssistanceHub hub, string bot, string description)
    {
        using var answer = await hub.App.SendAsync(HttpMethod.Post, "/assistance", bot, new { topic = "Sales", description });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.JsonAsync()).GetProperty("id").GetGuid();
    }

    private static Task StatusAsync(AssistanceHub hub, Guid request, string status) => Eventually.TrueAsync(async () =>
    {
        var found = await hub.App.ReadAsync(store => Hub.Assistance.Requests.RequestReading.FindAsync(store, Workspace.DefaultId, request, default));
        return $"{found!.Status}".Equals(status, StringComparison.OrdinalIgnoreCase);
    });

    private static async Task ClickAsync(AssistanceHub hub, Visitor visitor, Guid request)
    {
        var task = await hub.App.ReadAsync(store => store.AssistanceRequests.Where(found => found.Id == request).Select(static found => found.TaskId).SingleAsync());
        using var answer = await visitor.SubmitAsync($"/w/default/tasks/{task}", $"/w/default/tasks/{task}/claim", []);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    // Moves time on while nothing is being sent.
    private static async Task PassAsync(AssistanceHub hub, TimeSpan duration)
    {
        for (var passed = TimeSpan.Zero; passed < duration; passed += TimeSpan.FromSeconds(30))
        {
            hub.Time.Advance(TimeSpan.FromSeconds(30));
            var now = hub.Time.GetUtcNow();
            await Eventually.TrueAsync(() => hub.App.ReadAsync(async store => !await store.Notifications.AnyAsync(
                found => found.Status == NotificationStatus.Sending || (found.Status == NotificationStatus.Pending && found.DueAt <= now))));
        }
    }
}
