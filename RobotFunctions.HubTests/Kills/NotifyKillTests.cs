using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.HubTests.Assistance;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Commands;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Store;
using Xunit.Abstractions;

namespace RobotFunctions.HubTests.Kills;

/// <summary>A Hub that is killed while it tells people, at random moments.</summary>
[Trait("Category", "Kills")]
public sealed class NotifyKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 3;
    private const int RequestsPerLife = 40;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Stores]
    public Task Every_request_is_told_through_kills_and_a_kill_repeats_at_most_one_message_of_a_channel(StoreKind kind) => KillSchedules.RunAsync(async (seed, random) =>
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var mail = MailServer.Start();
        await using var slack = await SlackSimulator.StartAsync(TimeProvider.System);
        (mail.AnswerTime, slack.AnswerTime) = (TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(200));
        var (slackId, emailId) = await PrepareAsync(kind, database, slack);
        await using var requests = new RequestsBeside(database);
        var lives = new List<(int Posts, int Mails)>();
        for (var life = 0; life < Kills; life++)
        {
            using var hub = await StartAsync(database, mail);
            await AskAsync(requests, slackId, emailId);
            await Eventually.TrueAsync(() => slack.Posts.Count + mail.Mails.Count > lives.LastOrDefault().Posts + lives.LastOrDefault().Mails);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 2500)), TimeProvider.System);
            await hub.KillAsync();

            // What was under way arrives or not.
            await Task.Delay(slack.AnswerTime * 2, TimeProvider.System);
            lives.Add((slack.Posts.Count, mail.Mails.Count));
        }

        using var last = await StartAsync(database, mail);
        await AskAsync(requests, slackId, emailId);
        await Eventually.TrueAsync(async () => (await requests.ReadAsync()).All(static found => found.Status is NotificationStatus.Delivered or NotificationStatus.Failed));
        Assert.Equal(0, await last.TerminateAsync());

        var notifications = await requests.ReadAsync();
        var (posts, mails) = (slack.Posts.Select(static post => post.Ids).ToList(), mail.Mails.Select(static one => (IReadOnlyList<Guid>)[one.Id]).ToList());
        var again = lives.Select((life, number) => (
            Posts: CameAgain(posts, number == 0 ? 0 : lives[number - 1].Posts, life.Posts), Mails: CameAgain(mails, number == 0 ? 0 : lives[number - 1].Mails, life.Mails))).ToList();
        output.WriteLine($"{kind}, seed {seed}: {notifications.Count} notifications in {posts.Count} messages of Slack and {mails.Count} mails; came again after each kill: {string.Join(", ", again)}.");

        Assert.All(notifications, found => Assert.True(found.Status == NotificationStatus.Delivered, $"Seed {seed}: {found.Id} is {found.Status}: {found.Problem}"));
        Assert.True(notifications.Where(found => found.ChannelId == slackId).Select(static found => found.Id).ToHashSet().SetEquals(posts.SelectMany(static ids => ids)), $"Seed {seed}: Slack.");
        Assert.True(notifications.Where(found => found.ChannelId == emailId).Select(static found => found.Id).ToHashSet().SetEquals(mails.SelectMany(static ids => ids)), $"Seed {seed}: e-mail.");
        Assert.All(again, count => Assert.True(count is { Posts: <= 1, Mails: <= 1 }, $"Seed {seed}: {count} came again."));
        Assert.True(CameAgain(posts, lives[^1].Posts, posts.Count) + CameAgain(mails, lives[^1].Mails, mails.Count) == 0, $"Seed {seed}: messages came again although nobody killed their sender.");
    });

    // How many of the messages from one to another tell what a later one tells again.
    private static int CameAgain(List<IReadOnlyList<Guid>> messages, int from, int to) =>
        Enumerable.Range(from, to - from).Count(number => messages.Skip(number + 1).Any(later => later.Intersect(messages[number]).Any()));

    private async Task<RobotProcess> StartAsync(TestDatabase database, MailServer mail)
    {
        var environment = new Dictionary<string, string>
        {
            ["HubServer__Database"] = database.Setting,
            ["HubServer__AllowPrivateDestinations"] = "true",

            // One mail at a time, so that a kill repeats one at most.
            ["HubServer__Smtp__Connections"] = "1",
        };
        foreach (var (name, value) in mail.Settings)
        {
            environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var hub = RobotProcess.Start(_folder.Path, environment, "hub", "--urls", "http://127.0.0.1:0");
        await hub.LineAsync("Now listening on");
        return hub;
    }

    private static async Task<(Guid Slack, Guid Email)> PrepareAsync(StoreKind kind, TestDatabase database, SlackSimulator slack)
    {
        await using var hub = await AssistanceHub.StartAsync(kind, database, new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        return (await hub.SlackAsync(slack), await hub.EmailAsync());
    }

    private static async Task AskAsync(RequestsBeside requests, Guid slack, Guid email)
    {
        for (var number = 0; number < RequestsPerLife; number++)
        {
            await requests.AskAsync(slack, email);
        }
    }
}
