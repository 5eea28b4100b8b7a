using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.People;

public sealed class PersonApiTests
{
    private const string Path = "/api/v1/people";

    [Theory]
    [Stores]
    public async Task A_machine_manages_the_people_of_the_instance_and_the_audit_has_it(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind, settings: ("HubServer:PublicUrl", "https://hub.example.org"));
        await hub.CreateWorkspaceAsync("second");
        await hub.SeedPersonAsync("root", Role.Admin, administrator: true);
        var key = await hub.CreateKeyAsync(Scopes.PeopleWrite);

        using var added = await hub.SendAsync(HttpMethod.Post, Path, key, new { name = "ben", email = "ben@example.org", workspace = "second", role = "member" });
        var body = await added.JsonAsync();
        var id = body.GetProperty("id").GetGuid();
        using var read = await hub.SendAsync(HttpMethod.Get, $"{Path}/{id}", key);
        using var promoted = await hub.SendAsync(HttpMethod.Patch, $"{Path}/{id}", key, new { is_administrator = true });
        using var demoted = await hub.SendAsync(HttpMethod.Patch, $"{Path}/{id}", key, new { is_administrator = false });
        using var disabled = await hub.SendAsync(HttpMethod.Post, $"{Path}/{id}/disable", key);
        using var enabled = await hub.SendAsync(HttpMethod.Post, $"{Path}/{id}/enable", key);
        using var signedOut = await hub.SendAsync(HttpMethod.Post, $"{Path}/{id}/sign-out", key);
        using var reset = await hub.SendAsync(HttpMethod.Post, $"{Path}/{id}/reset", key, new { second_factor = true });
        using var removed = await hub.SendAsync(HttpMethod.Delete, $"{Path}/{id}", key);
        using var gone = await hub.SendAsync(HttpMethod.Get, $"{Path}/{id}", key);

        Assert.Equal((HttpStatusCode.Created, $"{Path}/{id}"), (added.StatusCode, added.Headers.Location?.OriginalString));
        var person = await read.JsonAsync();
        Assert.Equal("""[{"name":"second","role":"member","from_groups":false}]""", person.GetProperty("workspaces").GetRawText());
        Assert.Equal((false, JsonValueKind.Null, 0), (person.GetProperty("has_password").GetBoolean(), person.GetProperty("last_sign_in_at").ValueKind, person.GetProperty("sessions").GetInt32()));
        Assert.Equal([true, false], new[] { promoted, demoted }.Select(static answer => answer.JsonAsync().Result.GetProperty("is_administrator").GetBoolean()));
        Assert.Equal([true, false], new[] { disabled, enabled }.Select(static answer => answer.JsonAsync().Result.GetProperty("is_disabled").GetBoolean()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound), (signedOut.StatusCode, removed.StatusCode, gone.StatusCode));
        string[] links = [body.GetProperty("link").GetString()!, (await reset.JsonAsync()).GetProperty("link").GetString()!];
        Assert.All(links, static link => Assert.StartsWith("https://hub.example.org/reset/", link, StringComparison.Ordinal));
        Assert.NotEqual(links[0], links[1]);
        Assert.Equal(
            ["administrator.added", "administrator.removed", "member.added", "person.created", "person.disabled", "person.enabled", "person.removed", "person.reset-with-second-factor", "person.signed-out-everywhere"],
            await hub.ReadAsync(static store => store.Audit.Where(static entry => entry.Actor == "key:test").Select(static entry => entry.Action).Order().ToListAsync()));
    }

    [Theory]
    [Stores]
    public async Task The_list_has_pages_and_filters(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind, settings: ("HubServer:Limits:SignInsPerMinute", "1000"));
        await Visitor.AddAsync(hub, "root", Role.Admin, administrator: true);
        await Visitor.AddAsync(hub, "Ben");
        await Visitor.AddAsync(hub, "eve");
        var key = await hub.CreateKeyAsync(Scopes.PeopleWrite);
        using var added = await hub.SendAsync(HttpMethod.Post, Path, key, new { name = "carol_x", email = "Carol@Example.org" });
        using var eve = new Visitor(hub);
        for (var attempt = 0; attempt < Lockout.MaxFailures; attempt++)
        {
            (await eve.SignInAsync("eve", "wrong wrong wrong")).Dispose();
        }

        using var disabled = await hub.SendAsync(HttpMethod.Post, $"{Path}/{(await added.JsonAsync()).GetProperty("id").GetGuid()}/disable", key);
        using var first = await hub.SendAsync(HttpMethod.Get, $"{Path}?limit=3", key);
        using var second = await hub.SendAsync(HttpMethod.Get, $"{Path}?limit=3&cursor={(await first.JsonAsync()).GetProperty("next_cursor").GetString()}", key);

        Assert.Equal(["carol_x", "eve", "Ben"], await NamesAsync(first));
        Assert.Equal(["root"], await NamesAsync(second));
        foreach (var (filter, names) in ((string, string[])[])
        [
            ("name=BE", ["Ben"]), ("name=_", ["carol_x"]), ("name=%25", []), ("name=example.ORG", ["carol_x"]), ("name=nobody", []), ("name=&only=", ["carol_x", "eve", "Ben", "root"]),
            ("only=administrators", ["root"]), ("only=locked", ["eve"]), ("only=disabled", ["carol_x"]), ("only=locked&name=ben", []),
        ])
        {
            using var found = await hub.SendAsync(HttpMethod.Get, $"{Path}?{filter}", key);
            Assert.Equal(names, await NamesAsync(found));
        }

        using var wrong = await hub.SendAsync(HttpMethod.Get, $"{Path}?only=everyone", key);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Theory]
    [Stores]
    public async Task A_locked_person_is_unlocked_and_signs_in_again(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind, settings: ("HubServer:Limits:SignInsPerMinute", "1000"));
        var id = await Visitor.AddAsync(hub, "ada");
        var key = await hub.CreateKeyAsync(Scopes.PeopleWrite);
        using var ada = new Visitor(hub);
        for (var attempt = 0; attempt < Lockout.MaxFailures; attempt++)
        {
            (await ada.SignInAsync("ada", "wrong wrong wrong")).Dispose();
        }

        using var locked = await ada.SignInAsync("ada");
        using var before = await hub.SendAsync(HttpMethod.Get, $"{Path}/{id}", key);
        using var unlocked = await hub.SendAsync(HttpMethod.Post, $"{Path}/{id}/unlock", key);
        using var open = await ada.SignInAsync("ada");
        using var after = await hub.SendAsync(HttpMethod.Get, $"{Path}/{id}", key);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (locked.StatusCode, open.StatusCode));
        Assert.Equal([JsonValueKind.String, JsonValueKind.Null], new[] { await before.JsonAsync(), await unlocked.JsonAsync() }.Select(static body => body.GetProperty("locked_until").ValueKind));
        Assert.Equal((JsonValueKind.String, 1), ((await after.JsonAsync()).GetProperty("last_sign_in_at").ValueKind, (await after.JsonAsync()).GetProperty("sessions").GetInt32()));
        Assert.Equal(1, await hub.ReadAsync(static store => store.Audit.CountAsync(static entry => entry.Action == "person.unlocked")));
    }

    [Theory]
    [Stores]
    public async Task The_last_administrator_is_neither_demoted_nor_disabled_nor_removed(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var id = await Visitor.AddAsync(hub, "root", role: null, administrator: true);
        await Visitor.AddAsync(hub, "ada", Role.Admin);
        var key = await hub.CreateKeyAsync(Scopes.PeopleWrite);

        using var demoted = await hub.SendAsync(HttpMethod.Patch, $"{Path}/{id}", key, new { is_administrator = false });
        using var disabled = await hub.SendAsync(HttpMethod.Post, $"{Path}/{id}/disable", key);
        using var removed = await hub.SendAsync(HttpMethod.Delete, $"{Path}/{id}", key);

        Assert.All([demoted, disabled, removed], static answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));
        Assert.True(await hub.ReadAsync(store => store.People.AnyAsync(person => person.Id == id && person.IsAdministrator && person.DisabledAt == null)));
    }

    [Theory]
    [Stores]
    public async Task Two_administrators_who_demote_each_other_at_the_same_time_leave_one(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var ids = new[] { await Visitor.AddAsync(hub, "ada", administrator: true), await Visitor.AddAsync(hub, "ben", administrator: true) };
        var people = hub.Services.GetRequiredService<PersonDirectory>();

        await Task.WhenAll(ids.Select(id => people.SetAdministratorAsync(CommandLineCaller.In(Workspace.DefaultId), id, administrator: false)));

        Assert.Equal(1, await hub.ReadAsync(static store => store.People.CountAsync(static person => person.IsAdministrator)));
    }

    [Theory]
    [InlineData("""{"name":"ben","password_hash":"x"}""", 422)]
    [InlineData("""{"name":"ben","id":"00000000-0000-7000-8000-000000000009"}""", 422)]
    [InlineData("""{"name":"ben","role":"root"}""", 422)]
    [InlineData("""{"name":"ben","role":"viewer","workspace":"nope"}""", 422)]
    [InlineData("""{"name":"ben","role":"viewer","workspace":"old"}""", 409)]
    [InlineData("""{"name":"a b"}""", 422)]
    [InlineData("""{"name":"ROOT"}""", 409)]
    [InlineData("""{"name":"root","role":"viewer","is_administrator":true}""", 409)]
    public async Task Who_cannot_be_added_is_refused_and_nothing_is_changed(string body, int status)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        var old = await hub.CreateWorkspaceAsync("old");
        await hub.WriteAsync(store => store.Workspaces.Where(workspace => workspace.Id == old).ExecuteUpdateAsync(static update => update.SetProperty(static workspace => workspace.ArchivedAt, DateTimeOffset.UnixEpoch)));
        await Visitor.AddAsync(hub, "root", role: null);
        var key = await hub.CreateKeyAsync(Scopes.PeopleWrite);

        using var refused = await hub.SendAsync(HttpMethod.Post, Path, key, JsonElement.Parse(body));

        Assert.Equal(status, (int)refused.StatusCode);
        var root = await hub.ReadAsync(static store => store.People.SingleAsync());
        Assert.Equal(("root", false), (root.Name, root.IsAdministrator));
        Assert.Empty(await hub.ReadAsync(static store => store.Memberships.ToListAsync()));
    }

    private static async Task<IEnumerable<string?>> NamesAsync(HttpResponseMessage list) =>
        (await list.JsonAsync()).GetProperty("items").EnumerateArray().Select(static person => person.GetProperty("name").GetString()).ToList();
}
