using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.HubTests.Assistance;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;
using Xunit.Abstractions;

namespace RobotFunctions.HubTests.Kills;

/// <summary>A Hub that is killed while bots ask for help and people are told, at random moments.</summary>
[Trait("Category", "Kills")]
public sealed class NotifyKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Bots = 2;
    private const int RequestsPerBot = 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Stores]
    public Task Every_accepted_request_is_told_through_kills_and_a_kill_repeats_at_most_one_message_of_a_channel(StoreKind kind) => KillSchedules.RunAsync(async (seed, random) =>
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var mail = MailServer.Start();
        await using var slack = await SlackSimulator.StartAsync(TimeProvider.System);
        (mail.AnswerTime, slack.AnswerTime) = (TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(200));
        var (key, slackId, emailId) = await PrepareAsync(kind, database, slack);

        // One mail at a time, so that a kill repeats one at most.
        (string, string)[] settings = [("HubServer:Smtp:Connections", "1"), .. mail.Settings];
        var accepted = new ConcurrentBag<Guid>();
        var lives = new List<(int Posts, int Mails)>();
        for (var life = 0; life < KillSchedules.Lives; life++)
        {
            using var hub = await KilledHub.StartAsync(_folder, database, key, settings);
            var before = accepted.Count;
            var bots = AskAsync(hub, accepted);
            await Eventually.TrueAsync(() => accepted.Count > before);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 2500)), TimeProvider.System);
            await hub.KillAsync();
            await bots;

            // What was under way arrives or not.
            await Task.Delay(slack.AnswerTime * 2, TimeProvider.System);
            lives.Add((slack.Posts.Count, mail.Mails.Count));
        }

        using (var last = await KilledHub.StartAsync(_folder, database, key, settings))
        {
            await AskAsync(last, accepted);
            await Eventually.TrueAsync(() => HaveEndedAsync(last));
            Assert.Equal(0, await last.TerminateAsync());
        }

        await using var after = await AssistanceHub.StartAsync(kind, database, new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        var notifications = await after.App.ReadAsync(static store => store.Notifications.AsNoTracking().ToListAsync());
        var (posts, mails) = (slack.Posts.Select(static post => post.Ids).ToList(), mail.Mails.Select(static one => (IReadOnlyList<Guid>)[one.Id]).ToList());
        var again = lives.Select((life, number) => (
            Posts: CameAgain(posts, number == 0 ? 0 : lives[number - 1].Posts, life.Posts), Mails: CameAgain(mails, number == 0 ? 0 : lives[number - 1].Mails, life.Mails))).ToList();
        output.WriteLine($"{kind}, seed {seed}: {accepted.Count} requests accepted, {notifications.Count} notifications in {posts.Count} messages of Slack and {mails.Count} mails; came again after each kill: {string.Join(", ", again)}.");

        Assert.True(accepted.ToHashSet().IsSubsetOf(notifications.Select(static found => found.RequestId)), $"Seed {seed}: requests were accepted and are not stored.");
        Assert.All(notifications, found => Assert.True(found.Status == NotificationStatus.Delivered, $"Seed {seed}: {found.Id} is {found.Status}: {found.Problem}"));
        Assert.True(notifications.Where(found => found.ChannelId == slackId).Select(static found => found.Id).ToHashSet().SetEquals(posts.SelectMany(static ids => ids)), $"Seed {seed}: Slack.");
        Assert.True(notifications.Where(found => found.ChannelId == emailId).Select(static found => found.Id).ToHashSet().SetEquals(mails.SelectMany(static ids => ids)), $"Seed {seed}: e-mail.");
        Assert.All(again, count => Assert.True(count is { Posts: <= 1, Mails: <= 1 }, $"Seed {seed}: {count} came again."));
        Assert.True(CameAgain(posts, lives[^1].Posts, posts.Count) + CameAgain(mails, lives[^1].Mails, mails.Count) == 0, $"Seed {seed}: messages came again although nobody killed their sender.");
    });

    // How many of the messages from one to another tell what a later one tells again.
    private static int CameAgain(List<IReadOnlyList<Guid>> messages, int from, int to) =>
        Enumerable.Range(from, to - from).Count(number => messages.Skip(number + 1).Any(later => later.Intersect(messages[number]).Any()));

    private static async Task<(string Key, Guid Slack, Guid Email)> PrepareAsync(StoreKind kind, TestDatabase database, SlackSimulator slack)
    {
        await using var hub = await AssistanceHub.StartAsync(kind, database, new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        var (slackId, emailId) = (await hub.SlackAsync(slack), await hub.EmailAsync());
        var key = await hub.App.CreateKeyAsync();
        using var topic = await hub.App.SendAsync(HttpMethod.Post, "/api/v1/topics", key, new { name = "pricing", steps = new[] { new { when = "at once", channels = new[] { "slack", "email" } } } });
        Assert.Equal(HttpStatusCode.Created, topic.StatusCode);
        return (key, slackId, emailId);
    }

    private static async Task<bool> HaveEndedAsync(KilledHub hub)
    {
        var path = "/api/v1/assistance?limit=500";
        while (path is not null)
        {
            var page = await hub.Client.GetFromJsonAsync<JsonElement>(path);
            if (page.GetProperty("items").EnumerateArray().SelectMany(static request => request.GetProperty("notifications").EnumerateArray())
                .Any(static notification => notification.GetProperty("status").GetString() is "pending" or "sending"))
            {
                return false;
            }

            path = page.GetProperty("next_cursor").GetString() is { } next ? $"/api/v1/assistance?limit=500&cursor={next}" : null;
        }

        return true;
    }

    // Until it is killed.
    private static Task AskAsync(KilledHub hub, ConcurrentBag<Guid> accepted) => Task.WhenAll(Enumerable.Range(0, Bots).Select(async bot =>
    {
        try
        {
            for (var number = 0; number < RequestsPerBot; number++)
            {
                using var answer = await hub.Client.PostAsJsonAsync("/assistance", new { topic = "pricing", description = $"Customer {bot} asks for the {number}th time." });
                var text = await answer.Content.ReadAsStringAsync();
                Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{text}\n{hub.Log}");
                accepted.Add(JsonElement.Parse(text).GetProperty("id").GetGuid());
            }
        }
        catch (HttpRequestException)
        {
            // The kill. What was not answered may be stored or not.
        }
    }));
}
