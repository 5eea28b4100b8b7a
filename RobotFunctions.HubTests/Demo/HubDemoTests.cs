using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Demo;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Store;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Demo;

public sealed class HubDemoTests
{
    [Fact]
    public async Task The_tour_has_open_and_decided_tasks_and_prints_the_webhooks_of_what_is_decided()
    {
        var printed = new PrintedLines();
        string database;
        await using (var demo = await HubDemo.StartAsync(printed, TimeProvider.System, default))
        {
            database = demo.Settings["HubServer:Database"]!;
            await using var app = await HubHost.BuildAsync(new ConfigurationBuilder().AddInMemoryCollection(demo.Settings).Build(), "http://127.0.0.1:0", static _ => { });
            await app.StartAsync();
            var count = await demo.FillAsync(app.Services, default);

            await using var store = await app.Services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync();
            Assert.Equal(count, await store.Tasks.CountAsync(static task => task.WorkspaceId == Workspace.DefaultId));
            Assert.InRange(await store.Tasks.CountAsync(static task => task.Status == InboxTaskStatus.Open), 1, count - 1);
            await Eventually.TrueAsync(() => printed.Lines.Any(static line => line.Contains("signature valid: task.resolved", StringComparison.Ordinal)));
        }

        Assert.False(File.Exists(database), "The tour left its store behind.");
    }

    private sealed class PrintedLines : TextWriter
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override Task WriteLineAsync(string? value)
        {
            Lines.Enqueue(value ?? "");
            return Task.CompletedTask;
        }
    }
}
