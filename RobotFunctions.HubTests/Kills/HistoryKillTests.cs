using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.HubTests.Inbox.Schemas;
using RobotFunctions.Tests.Commands;
using RobotFunctions.Tests.Store;

namespace RobotFunctions.HubTests.Kills;

/// <summary>A Hub that is killed while many act on the same tasks, at random moments.</summary>
[Trait("Category", "Kills")]
public sealed class HistoryKillTests : IDisposable
{
    private const int Kills = 3;
    private const int Clients = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Stores]
    public Task Histories_are_intact_through_kills_and_have_every_comment_that_was_accepted_once(StoreKind kind) => KillSchedules.RunAsync(async (seed, random) =>
    {
        using var database = await TestDatabase.CreateAsync(kind);
        var environment = new Dictionary<string, string> { ["HubServer__Database"] = database.Setting };
        string[] scopes = [Scopes.SchemasWrite, Scopes.TasksWrite, Scopes.TasksDecide, Scopes.TasksRead];
        var (_, key, _) = await RobotProcess.RunAsync(_folder.Path, environment, "", ["hub", "key", "create", "--name", "sender", .. scopes.SelectMany(static scope => new[] { "--scope", scope })]);
        var accepted = new List<string>();
        string? task = null;
        for (var life = 0; life <= Kills; life++)
        {
            using var hub = RobotProcess.Start(_folder.Path, environment, "hub", "--urls", "http://127.0.0.1:0");
            using var client = new HttpClient { BaseAddress = new Uri(JsonElement.Parse(await hub.LineAsync("Now listening on")).GetProperty("State").GetProperty("address").GetString()!) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Trim());
            task ??= await PostAsync(client);
            if (life < Kills)
            {
                var comments = Task.WhenAll(Enumerable.Range(0, Clients).Select(number => CommentAsync(client, task, $"{life}-{number}", accepted)));
                var enough = Count(accepted) + random.Next(1, 60);
                await Eventually.TrueAsync(() => Count(accepted) >= enough);
                await hub.KillAsync();
                await comments;
            }
            else
            {
                var history = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/tasks/{task}/history")).GetProperty("history");
                var stored = history.EnumerateArray().Select(static entry => entry.GetProperty("comment").GetString()).OfType<string>().ToList();
                Assert.True(accepted.Count > 0 && accepted.TrueForAll(comment => stored.Count(other => other == comment) == 1), $"Seed {seed}: {stored.Count} comments are stored, and {accepted.Count} were accepted.");
                await hub.TerminateAsync();
            }
        }

        await RobotProcess.RunAsync(_folder.Path, environment, "", "hub", "history", "checkpoint");
        var (code, report, _) = await RobotProcess.RunAsync(_folder.Path, environment, "", "hub", "verify");
        Assert.True(code == 0, $"Seed {seed}: {report}");
    });

    private static async Task<string> PostAsync(HttpClient client)
    {
        using var file = new StringContent(SchemaFiles.WithType(""), Encoding.UTF8, "application/yaml");
        using var installed = await client.PostAsync("/api/v1/schemas", file);
        using var posted = await client.PostAsJsonAsync("/api/v1/tasks/", new { schema_name = "a", task = "t" });
        return (await posted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("task").GetProperty("id").GetString()!;
    }

    private static int Count(List<string> accepted)
    {
        lock (accepted)
        {
            return accepted.Count;
        }
    }

    // Until the Hub is killed.
    private static async Task CommentAsync(HttpClient client, string task, string name, List<string> accepted)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                using var answer = await client.PostAsJsonAsync($"/api/v1/tasks/{task}/comments", new { text = $"{name}-{number}" });
                if (answer.IsSuccessStatusCode)
                {
                    lock (accepted)
                    {
                        accepted.Add($"{name}-{number}");
                    }
                }
            }
        }
        catch (HttpRequestException)
        {
            return;
        }
    }
}
