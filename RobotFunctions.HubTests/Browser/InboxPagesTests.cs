using Microsoft.Playwright;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Browser;

public sealed class InboxPagesTests
{
    private const string Schema = """
        name: shop
        semver: 1
        tasktypes:
          - name: flag
            pending_states: [second-look]
            resolved_states: [block, allow]
          - name: refund
            resolved_states: [paid, refused]
            form:
              type: object
              required: [amount]
              properties:
                amount: {type: number, minimum: 1, title: Amount in euros}
        """;

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_people_who_decide_at_once_one_wins_and_the_other_is_told_and_keeps_the_comment(bool script)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(Schema);
        var id = await hub.PostTaskAsync("shop", "flag", """{"text": "Buy now"}""");
        using var ada = await Visitor.SeedAsync(hub, Role.Member);
        using var ben = await Visitor.SeedAsync(hub, Role.Member, "ben");
        await using var first = await PageBrowser.OpenAsync(hub, ada, width: 390, script: script);
        await using var second = await PageBrowser.OpenAsync(hub, ben, width: 390, script: script);
        await first.Page.GotoAsync($"/w/default/tasks/{id}");
        await second.Page.GotoAsync($"/w/default/tasks/{id}");
        await second.Page.GetByLabel("Comment").FillAsync("I know this shop.");

        await ButtonAsync(first, "block");
        await Assertions.Expect(first.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The state is “block” now.");
        await ButtonAsync(second, "allow");

        await Assertions.Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ada chose “block” while you had the task open, so nothing of yours was sent.");
        await Assertions.Expect(second.Page.GetByLabel("Comment")).ToHaveValueAsync("I know this shop.");
        await second.CaptureAsync($"flow-task-conflict-{(script ? "script" : "plain")}");
        Assert.Equal("block", (await hub.ReadTaskAsync(id)).State);

        await ButtonAsync(second, "allow");
        await Assertions.Expect(second.Page.GetByText("ben chose “allow”")).ToBeVisibleAsync();
        await Assertions.Expect(second.Page.Locator(".said")).ToHaveTextAsync("I know this shop.");
        Assert.Equal("allow", (await hub.ReadTaskAsync(id)).State);
        Assert.Empty(first.Complaints);
    }

    [BrowserFact]
    public async Task Whoever_decides_a_task_that_somebody_has_claimed_meanwhile_is_told_by_whom_and_since_when()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(Schema);
        var id = await hub.PostTaskAsync("shop", "flag");
        using var ada = await Visitor.SeedAsync(hub, Role.Member);
        using var ben = await Visitor.SeedAsync(hub, Role.Member, "ben");
        await using var first = await PageBrowser.OpenAsync(hub, ada);
        await using var second = await PageBrowser.OpenAsync(hub, ben);
        await first.Page.GotoAsync($"/w/default/tasks/{id}");
        await second.Page.GotoAsync($"/w/default/tasks/{id}");
        await second.Page.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync("Mine?");

        await ButtonAsync(first, "Claim");
        await Assertions.Expect(first.Page.GetByText("You have claimed this task since")).ToBeVisibleAsync();
        await ButtonAsync(second, "allow");

        await Assertions.Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ada claimed it while you had the task open");
        await Assertions.Expect(second.Page.GetByText("ada has claimed this task since")).ToBeVisibleAsync();
        await Assertions.Expect(second.Page.GetByRole(AriaRole.Button, new() { Name = "allow" })).ToHaveCountAsync(0);
        await Assertions.Expect(second.Page.GetByRole(AriaRole.Textbox, new() { Name = "Comment" })).ToHaveValueAsync("Mine?");
        await ButtonAsync(second, "Only comment");
        await Assertions.Expect(first.Page.GetByRole(AriaRole.Button, new() { Name = "Release" })).ToBeVisibleAsync();
        await first.Page.ReloadAsync();
        await Assertions.Expect(first.Page.Locator(".said")).ToHaveTextAsync("Mine?");
        await ButtonAsync(first, "allow");

        Assert.Equal(("allow", null), ((await hub.ReadTaskAsync(id)).State, (await hub.ReadTaskAsync(id)).HolderName));
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_are_decided_at_once_and_until_they_are_sent_all_can_be_undone(bool script)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(Schema);
        var ids = new List<Guid>();
        foreach (var text in (string[])["one", "two", "three"])
        {
            ids.Add(await hub.PostTaskAsync("shop", "flag", $$"""{"text": "{{text}}"}"""));
        }

        ids.Add(await hub.PostTaskAsync("shop", "refund"));
        using var ada = await Visitor.SeedAsync(hub, Role.Member);
        await using var window = await PageBrowser.OpenAsync(hub, ada, width: 390, script: script);
        var page = window.Page;

        await page.GotoAsync("/w/default/tasks?type=flag");
        await Assertions.Expect(page.Locator("#rows > li")).ToHaveCountAsync(3);
        await page.GetByLabel("Select flag: text: one").CheckAsync();
        await page.GetByLabel("Select flag: text: two").CheckAsync();
        await page.GetByLabel("Decide the selected tasks as").SelectOptionAsync("block");
        await ButtonAsync(window, "Review before sending");
        await Assertions.Expect(page.GetByText("Nothing is sent yet.")).ToBeVisibleAsync();
        await window.CaptureAsync($"flow-bulk-{(script ? "script" : "plain")}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Undo" }).ClickAsync();

        await Assertions.Expect(page.GetByLabel("Type")).ToHaveValueAsync("flag");
        await Assertions.Expect(page.GetByLabel("Select flag: text: two")).ToBeCheckedAsync();
        await page.GetByLabel("Select flag: text: three").CheckAsync();
        await page.GetByLabel("Decide the selected tasks as").SelectOptionAsync("block");
        await ButtonAsync(window, "Review before sending");
        await page.GetByLabel("Send block for flag: text: two").UncheckAsync();
        await page.GetByLabel("Comment").FillAsync("Spam.");
        await ButtonAsync(window, "Send “block” for all that are selected");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("2 decisions were sent.");
        var states = new List<string?>();
        foreach (var id in ids)
        {
            states.Add((await hub.ReadTaskAsync(id)).State);
        }

        Assert.Equal(["block", null, "block", null], states);
        Assert.Empty(window.Complaints);
    }

    [BrowserFact]
    public async Task The_list_is_used_by_the_keyboard()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.InstallSchemaAsync(Schema);
        await hub.PostTaskAsync("shop", "flag", """{"text": "one"}""");
        await hub.PostTaskAsync("shop", "flag", """{"text": "two"}""");
        using var ada = await Visitor.SeedAsync(hub, Role.Member);
        await using var window = await PageBrowser.OpenAsync(hub, ada);
        var (page, keyboard) = (window.Page, window.Page.Keyboard);

        await page.GotoAsync("/w/default/tasks");
        await page.Locator("#rows .title a").First.FocusAsync();
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("x");
        await Assertions.Expect(page.GetByLabel("Select flag: text: two")).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByLabel("Select flag: text: one")).Not.ToBeCheckedAsync();
        await keyboard.PressAsync("x");
        await Assertions.Expect(page.GetByLabel("Select flag: text: two")).Not.ToBeCheckedAsync();
        await keyboard.PressAsync("ArrowUp");
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "flag", Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("two")).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);
    }

    [BrowserFact]
    public async Task A_picture_is_shown_only_if_it_is_in_the_task_or_where_the_operator_allows()
    {
        await using var pictures = await WebhookReceiver.StartAsync();
        await using var elsewhere = await WebhookReceiver.StartAsync();
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:PictureOrigins:0", pictures.Url));
        await hub.InstallSchemaAsync(Schema);
        var meta = $$"""
            {"dot__preview": "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
             "allowed__preview": "{{pictures.Url}}/a.png", "other__preview": "{{elsewhere.Url}}/b.png", "evil__preview": "data:text/html,x", "script__preview": "javascript:alert(1)"}
            """;
        var id = await hub.PostTaskAsync("shop", "flag", meta);
        using var ada = await Visitor.SeedAsync(hub, Role.Member);
        await using var window = await PageBrowser.OpenAsync(hub, ada);

        await window.Page.GotoAsync($"/w/default/tasks/{id}");

        await Assertions.Expect(window.Page.GetByAltText("Picture: dot")).ToHaveJSPropertyAsync("naturalWidth", 1);
        await Assertions.Expect(window.Page.Locator("img")).ToHaveCountAsync(2);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = $"{elsewhere.Url}/b.png" })).ToHaveAttributeAsync("rel", "noopener noreferrer nofollow");
        await Assertions.Expect(window.Page.Locator("a[href^=javascript], a[href^=data]")).ToHaveCountAsync(0);
        Assert.Equal("/a.png", Assert.Single(pictures.Received).Target);
        Assert.Empty(elsewhere.Received);
    }

    private static Task ButtonAsync(PageBrowser window, string name) => window.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
}
