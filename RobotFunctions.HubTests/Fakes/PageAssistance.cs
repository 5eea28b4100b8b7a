using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Assistance.Topics;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>Topics and requests whose texts all contain a text of the test.</summary>
internal sealed class PageAssistance
{
    public Guid Topic { get; private set; }

    /// <summary>A request of which a channel has told, another has failed, and one will tell.</summary>
    public Guid Request { get; private set; }

    /// <summary>A request that somebody has acknowledged.</summary>
    public Guid Acknowledged { get; private set; }

    /// <summary>The paths of pages that show what those of the paths alone do not.</summary>
    public IReadOnlyList<string> MorePages => [$"/w/default/assistance/{Acknowledged}", "/w/default/assistance?status=failed"];

    /// <summary>Fills the default workspace.</summary>
    /// <param name="app">The Hub.</param>
    /// <param name="text">What is part of every text.</param>
    public static async Task<PageAssistance> FillAsync(HubApp app, string text)
    {
        var filled = new PageAssistance();
        foreach (var number in Enumerable.Range(1, 3))
        {
            await app.AddSilentChannelAsync($"step {number} {text}");
        }

        var body = new TopicBody(
            text,
            [new("at once", [$"step 1 {text}", $"step 2 {text}"]), new("after 2 min unless delivered", [$"step 2 {text}"]), new("after 15 min unless acknowledged", [$"step 3 {text}"])],
            QuietHours: new("22:00", "07:00", "UTC"),
            Group: "1 s",
            Events: ["run.failed", "robot.*"]);
        var created = await app.Services.GetRequiredService<TopicAdministration>().CreateAsync(CommandLineCaller.In(Workspace.DefaultId), body, default);
        Assert.Null(created.Problem);
        filled.Topic = created.Topic!.Id;
        filled.Request = await app.AskForHelpAsync(text, $"{text}\nsecond line", text, $"https://example.org/?q={Uri.EscapeDataString(text)}");
        filled.Acknowledged = await app.AskForHelpAsync(text, $"{text} 2");
        await app.WriteAsync(async store =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var notifications = await store.Notifications.Where(notification => notification.RequestId == filled.Request).OrderBy(static notification => notification.Step).ToListAsync();
            (notifications[0].Status, notifications[0].DeliveredAt, notifications[0].Attempts) = (NotificationStatus.Delivered, now, 2);
            (notifications[1].Status, notifications[1].Problem, notifications[1].Attempts) = (NotificationStatus.Failed, $"The channel refused it: {text}", 1);
            (await store.AssistanceRequests.SingleAsync(request => request.Id == filled.Acknowledged)).AcknowledgedAt = now;
            (await store.AssistanceRequests.SingleAsync(request => request.Id == filled.Request)).Count = 3;
        });
        return filled;
    }
}
