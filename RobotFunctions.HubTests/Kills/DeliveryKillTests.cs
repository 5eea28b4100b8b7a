using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Commands;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Kills;

/// <summary>A Hub that is killed while it delivers, at random moments.</summary>
[Trait("Category", "Kills")]
public sealed class DeliveryKillTests : IDisposable
{
    private const int Kills = 3;
    private const int EventsPerLife = 60;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Stores]
    public async Task Every_event_that_was_accepted_arrives_through_kills_under_its_own_id(StoreKind kind)
    {
        foreach (var (seed, random) in KillSchedules.Draw())
        {
            using var database = await TestDatabase.CreateAsync(kind);
            await using var receiver = await WebhookReceiver.StartAsync(static async (context, _) =>
            {
                // Slow enough that each kill interrupts sends.
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
                context.Response.StatusCode = 204;
            });
            var environment = new Dictionary<string, string> { ["HubServer__Database"] = database.Setting, ["HubServer__AllowPrivateDestinations"] = "true" };
            var (_, key, _) = await RobotProcess.RunAsync(
                _folder.Path, environment, "", "hub", "key", "create", "--name", "sender", "--scope", Scopes.DeliveriesRead, "--scope", Scopes.DeliveriesWrite);
            var accepted = new HashSet<string>();
            for (var life = 0; life <= Kills; life++)
            {
                using var hub = RobotProcess.Start(_folder.Path, environment, "hub", "--urls", "http://127.0.0.1:0");
                using var client = new HttpClient { BaseAddress = new Uri(JsonElement.Parse(await hub.LineAsync("Now listening on")).GetProperty("State").GetProperty("address").GetString()!) };
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Trim());
                await AcceptAsync(client, receiver.Url, accepted);
                if (life < Kills)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 200)), TimeProvider.System);
                    await hub.KillAsync();
                }
                else
                {
                    // What the killed processes had claimed is due again when their leases end.
                    await Eventually.TrueAsync(() => accepted.IsSubsetOf(receiver.Received.Select(static received => received.Id)));
                    await hub.TerminateAsync();
                }
            }

            var received = receiver.Received.CountBy(static received => received.Id).ToDictionary();
            Assert.True(received.Keys.ToHashSet().SetEquals(accepted), $"Seed {seed}: {received.Count} ids arrived, and {accepted.Count} were accepted.");
            Assert.True(received.Values.Sum() - accepted.Count <= Kills * DestinationPump.MaxUnrecorded, $"Seed {seed}: {received.Values.Sum() - accepted.Count} came again.");
        }
    }

    private static async Task AcceptAsync(HttpClient client, string target, HashSet<string> accepted)
    {
        var existing = (await client.GetFromJsonAsync<JsonElement>("/api/v1/subscriptions")).GetProperty("items");
        if (existing.GetArrayLength() == 0)
        {
            using var created = await client.PostAsJsonAsync("/api/v1/subscriptions", new { kind = "webhook", name = "receiver", url = target });
            existing = JsonElement.Parse($"[{await created.Content.ReadAsStringAsync()}]");
        }

        var id = existing[0].GetProperty("id").GetString();
        for (var number = 0; number < EventsPerLife; number++)
        {
            using var answer = await client.PostAsync($"/api/v1/subscriptions/{id}/test", content: null);
            accepted.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("event_id").GetString()!);
        }
    }
}
