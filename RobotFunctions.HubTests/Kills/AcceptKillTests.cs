using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Store;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Store;
using Xunit.Abstractions;

namespace RobotFunctions.HubTests.Kills;

/// <summary>A Hub that is killed while it accepts changes, at random moments.</summary>
[Trait("Category", "Kills")]
public sealed class AcceptKillTests(ITestOutputHelper output) : IDisposable
{
    private const int SendersPerPath = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Stores]
    public Task What_was_answered_before_a_kill_is_stored_after_it_and_nothing_is_stored_by_half(StoreKind kind) => KillSchedules.RunAsync(async (seed, random) =>
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (key, subscription) = await KilledHub.PrepareAsync(kind, database, receiver.Url);
        var answered = new ConcurrentBag<string>();
        using (var hub = await KilledHub.StartAsync(_folder, database, key))
        {
            var senders = Task.WhenAll(Enumerable.Range(0, SendersPerPath).SelectMany(_ => new[]
            {
                SendUntilKilledAsync(hub, $"/api/v1/subscriptions/{subscription}/test", static () => new { }, answered),
                SendUntilKilledAsync(hub, "/api/v1/subscriptions", () => new { kind = "webhook", name = $"{Guid.NewGuid()}", url = receiver.Url }, answered),
                SendUntilKilledAsync(hub, "/api/v1/keys", static () => new { name = "robot", scopes = new[] { "ping" } }, answered),
            }));
            var enough = random.Next(0, 100);
            await Eventually.TrueAsync(() => answered.Count >= enough);
            await hub.KillAsync();
            await senders;
        }

        await using var after = await HubApp.StartAsync(kind, database: database, settings: ("HubServer:AllowPrivateDestinations", "true"));
        var stored = await after.ReadAsync(StoredAsync);
        output.WriteLine($"{kind}, seed {seed}: {answered.Count} changes answered before the kill, {stored.Changed.Count} stored.");
        Assert.True(answered.ToHashSet().IsSubsetOf(stored.Changed), $"Seed {seed}: {answered.Except(stored.Changed).Count()} changes were answered and are not stored.");
        Assert.True(stored.Changed.SetEquals(stored.Audited), $"Seed {seed}: {stored.Changed.Count} changes are stored, and {stored.Audited.Count} audited.");
        Assert.True(stored.Events.SetEquals(stored.Delivered), $"Seed {seed}: {stored.Events.Count} events are stored, and {stored.Delivered.Count} have a delivery.");
        Assert.True(stored.Tests == stored.Events.Count, $"Seed {seed}: {stored.Events.Count} events are stored, and {stored.Tests} audited.");
    });

    private static async Task SendUntilKilledAsync(KilledHub hub, string path, Func<object> body, ConcurrentBag<string> answered)
    {
        try
        {
            while (true)
            {
                using var answer = await hub.Client.PostAsJsonAsync(path, body());
                var text = await answer.Content.ReadAsStringAsync();
                Assert.True(answer.IsSuccessStatusCode, $"{text}\n{hub.Log}");
                answered.Add(JsonElement.Parse(text).GetProperty("id").GetString()!);
            }
        }
        catch (HttpRequestException)
        {
            // The kill. What was not answered may be stored or not.
        }
    }

    private static async Task<Stored> StoredAsync(HubStore store)
    {
        var audit = await store.Audit.AsNoTracking().ToListAsync();
        var (subscriptions, keys) = (await store.Subscriptions.Select(static found => found.Id).ToListAsync(), await store.ApiKeys.Select(static found => found.Id).ToListAsync());
        var deliveries = await store.Deliveries.AsNoTracking().ToListAsync();

        // A test is audited with its subscription, so its delivery and its entry are compared by their numbers.
        var created = audit.Where(static entry => entry.Action is "subscription.created" or "key.created").Select(static entry => entry.Target);
        var sent = deliveries.Select(static delivery => $"{delivery.Id}");
        return new Stored(
            [.. subscriptions.Concat(keys).Select(static id => $"{id}"), .. sent],
            [.. created, .. sent],
            [.. await store.Events.Select(static found => found.Id).ToListAsync()],
            [.. deliveries.Select(static delivery => delivery.EventId)],
            audit.Count(static entry => entry.Action == "subscription.tested"));
    }

    private sealed record Stored(HashSet<string> Changed, HashSet<string> Audited, HashSet<Guid> Events, HashSet<Guid> Delivered, int Tests);
}
