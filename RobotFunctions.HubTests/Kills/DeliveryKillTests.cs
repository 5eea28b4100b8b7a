using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Store;
using Xunit.Abstractions;

namespace RobotFunctions.HubTests.Kills;

/// <summary>A Hub that is killed while it delivers, at random moments.</summary>
[Trait("Category", "Kills")]
public sealed class DeliveryKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 3;
    private const int Senders = 8;

    private static readonly int EventsPerLife = KillSchedules.Events / (Kills + 1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Stores]
    public Task Every_event_that_was_accepted_arrives_through_kills_and_only_sends_under_way_come_again(StoreKind kind) => KillSchedules.RunAsync(async (seed, random) =>
    {
        using var database = await TestDatabase.CreateAsync(kind);
        var arrivals = new Arrivals();
        await using var receiver = await WebhookReceiver.StartAsync((context, _) => arrivals.AnswerAsync(context));
        var (key, subscription) = await KilledHub.PrepareAsync(kind, database, receiver.Url);
        var accepted = new ConcurrentBag<string>();
        var open = new List<int>();
        for (; arrivals.Life < Kills; arrivals.Life++)
        {
            using var hub = await KilledHub.StartAsync(_folder, database, key);
            await AcceptAsync(hub.Client, subscription, arrivals, accepted);

            // All that were accepted in this life take as long at least.
            await Task.Delay(Arrivals.Fast * random.NextDouble() * EventsPerLife / Circuit.MaxSends, TimeProvider.System);
            open.Add(arrivals.Open);
            await hub.KillAsync();
            await Eventually.TrueAsync(() => arrivals.Open == 0);
        }

        using var last = await KilledHub.StartAsync(_folder, database, key);
        await AcceptAsync(last.Client, subscription, arrivals, accepted);

        // What the killed processes had claimed is due again when their leases end, also what has arrived. A delivery that moves from sending to pending
        // between the two questions is seen by neither.
        await Eventually.TrueAsync(async () => arrivals.Ids.ToHashSet().IsSupersetOf(accepted) && await HasDeliveredAllAsync(last.Client));
        Assert.Equal(0, await last.TerminateAsync());

        var again = Enumerable.Range(0, Kills + 1).Select(arrivals.CameAgain).ToList();
        output.WriteLine($"{kind}, seed {seed}: {accepted.Count} events accepted, {arrivals.Count} arrived; requests open at the kills: {string.Join(", ", open)}; sends that came again: {string.Join(", ", again)}.");
        Assert.True(arrivals.Ids.ToHashSet().SetEquals(accepted), $"Seed {seed}: {arrivals.Count} ids arrived, and {accepted.Count} were accepted.");
        Assert.True(again.SkipLast(1).All(static count => count <= DestinationPump.MaxUnrecorded), $"Seed {seed}: {string.Join(", ", again)} came again.");
        Assert.True(again[^1] == 0, $"Seed {seed}: {again[^1]} came again although nobody killed their sender.");
    });

    // The receiver is slow meanwhile, so that events wait to be delivered afterwards.
    private static async Task AcceptAsync(HttpClient client, Guid subscription, Arrivals arrivals, ConcurrentBag<string> accepted)
    {
        arrivals.AnswerTime = Arrivals.Slow;
        await Parallel.ForEachAsync(Enumerable.Range(0, EventsPerLife), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (_, cancellation) =>
        {
            using var answer = await client.PostAsync($"/api/v1/subscriptions/{subscription}/test", content: null, cancellation);
            accepted.Add((await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("event_id").GetString()!);
        });
        arrivals.AnswerTime = Arrivals.Fast;
    }

    private static async Task<bool> HasDeliveredAllAsync(HttpClient client)
    {
        foreach (var status in (string[])["pending", "sending"])
        {
            if ((await client.GetFromJsonAsync<JsonElement>($"/api/v1/deliveries?status={status}&limit=1")).GetProperty("items").GetArrayLength() > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
                return false;
            }
        }

        return true;
    }
}
