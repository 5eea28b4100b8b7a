using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

public sealed class InboxJourneyTests
{
    [BrowserTheory(needsNode: true)]
    [InlineData(StoreKind.Sqlite, true)]
    [InlineData(StoreKind.Sqlite, false)]
    [InlineData(StoreKind.Postgres, true)]
    public async Task A_new_user_installs_the_sample_schema_posts_a_task_decides_it_and_sees_the_signed_webhook_arrive(StoreKind kind, bool script)
    {
        await using var hub = await HubApp.StartAsync(kind, settings: ("HubServer:AllowPrivateDestinations", "true"));
        var port = FreePort();
        var sample = (await File.ReadAllTextAsync(SampleFile())).Replace(":8099/", $":{port}/", StringComparison.Ordinal);
        await using var window = await PageBrowser.OpenAsync(hub, client: null, width: 390, script: script);
        var page = window.Page;
        var name = script ? "script" : "plain";

        await page.GotoAsync((await hub.Services.GetRequiredService<FirstAccount>().CreateLinkAsync())!);
        await page.GetByLabel("Name").FillAsync("ada");
        await page.GetByLabel("Password").FillAsync(Visitor.Password);
        await ButtonAsync("Create the account");
        await Assertions.Expect(page.GetByText("No tasks yet")).ToBeVisibleAsync();
        await window.CaptureAsync($"journey-1-empty-{name}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Install a schema" }).ClickAsync();
        await page.GetByLabel("Choose the file").SetInputFilesAsync(new FilePayload { Name = "approvals.yml", MimeType = "application/yaml", Buffer = System.Text.Encoding.UTF8.GetBytes(sample) });
        await ButtonAsync("Show what it changes");
        await Assertions.Expect(page.GetByText("A new schema, with the task types refund, flag-content.")).ToBeVisibleAsync();
        await window.CaptureAsync($"journey-2-preview-{name}");
        await ButtonAsync("Install version 1.0.0");
        using var receiver = await SampleReceiver.StartAsync(port, await page.Locator("#shown-secret").InnerTextAsync());

        using var posted = await hub.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/tasks/")
        {
            Headers = { { "api-key", await hub.CreateKeyAsync("tasks:write") } },
            Content = JsonContent.Create(new { schema_name = "sample:approvals", task = "refund", meta = new { order = 12 } }),
        });
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages of the workspace" }).GetByRole(AriaRole.Link, new() { Name = "Inbox" }).ClickAsync();
        await window.CaptureAsync($"journey-3-list-{name}");
        await page.GetByRole(AriaRole.Link, new() { Name = "refund" }).ClickAsync();
        await page.GetByLabel("Amount in euros").FillAsync("12.50");
        await page.GetByLabel("Comment").FillAsync("The parcel came back.");
        await window.CaptureAsync($"journey-4-task-{name}");
        await ButtonAsync("paid");

        await Assertions.Expect(page.GetByText("ada chose “paid”")).ToBeVisibleAsync();
        await Eventually.TrueAsync(() => receiver.Lines.Any(static line => line.StartsWith("event task.resolved ", StringComparison.Ordinal)));
        Assert.Contains(receiver.Lines, static line => line.StartsWith("event task.resolved ", StringComparison.Ordinal) && line.Contains("\"amount\":12.5", StringComparison.Ordinal) && line.Contains("The parcel came back.", StringComparison.Ordinal));
        await Eventually.TrueAsync(async () =>
        {
            if (!script)
            {
                await page.ReloadAsync();
            }

            return await page.GetByText("The decision has arrived at its destination").IsVisibleAsync();
        });
        await window.CaptureAsync($"journey-5-delivered-{name}");
        Assert.Empty(window.Complaints);

        Task ButtonAsync(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }

    // The schema must name it before the receiver, which needs the schema's secret, can start.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string SampleFile([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "../../samples/inbox/approvals.yml");
}
