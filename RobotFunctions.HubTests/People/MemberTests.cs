using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.People;

public sealed class MemberTests
{
    private const string Path = "/api/v1/members";

    [Theory]
    [Stores]
    public async Task A_machine_adds_lists_changes_and_removes_members(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind, settings: ("HubServer:PublicUrl", "https://hub.example.org"));
        var key = await hub.CreateKeyAsync(Scopes.MembersRead, Scopes.MembersWrite);

        using var added = await hub.SendAsync(HttpMethod.Post, Path, key, new { name = "ben", role = "viewer", email = "ben@example.org" });
        var body = await added.JsonAsync();
        var id = body.GetProperty("id").GetGuid();
        using var changed = await hub.SendAsync(HttpMethod.Patch, $"{Path}/{id}", key, new { role = "member" });
        using var list = await hub.SendAsync(HttpMethod.Get, Path, key);
        using var read = await hub.SendAsync(HttpMethod.Get, $"{Path}/{id}", key);
        using var removed = await hub.SendAsync(HttpMethod.Delete, $"{Path}/{id}", key);
        using var gone = await hub.SendAsync(HttpMethod.Get, $"{Path}/{id}", key);

        Assert.Equal((HttpStatusCode.Created, $"{Path}/{id}"), (added.StatusCode, added.Headers.Location?.OriginalString));
        Assert.StartsWith("https://hub.example.org/reset/", body.GetProperty("invitation_link").GetString(), StringComparison.Ordinal);
        Assert.Equal("member", (await changed.JsonAsync()).GetProperty("role").GetString());
        Assert.Equal("ben", (await list.JsonAsync()).GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal("ben@example.org", (await read.JsonAsync()).GetProperty("email").GetString());
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, gone.StatusCode));
        Assert.Equal(
            ["member.added ben viewer", "member.changed ben member", "member.removed ben", "person.created ben"],
            await hub.ReadAsync(static store => store.Audit.Where(static entry => !entry.Action.StartsWith("key")).Select(static entry => entry.Action + " " + entry.Target).Order().ToListAsync()));
    }

    [Theory]
    [Stores]
    public async Task A_person_of_another_workspace_is_added_without_a_link(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var second = await hub.CreateWorkspaceAsync("second");
        await Visitor.AddAsync(hub, "ada", Role.Admin);
        var key = await hub.CreateKeyAsync(second, expiresAt: null);

        using var added = await hub.SendAsync(HttpMethod.Post, Path, key, new { name = "ADA", role = "viewer" });
        using var again = await hub.SendAsync(HttpMethod.Post, Path, key, new { name = "ada", role = "admin" });

        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await added.JsonAsync()).GetProperty("invitation_link").ValueKind);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal([Role.Admin, Role.Viewer], await hub.ReadAsync(static store => store.Memberships.Select(static member => member.Role).OrderBy(static role => role).ToListAsync()));
    }

    [Theory]
    [Stores]
    public async Task The_last_admin_of_a_workspace_stays(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var id = await Visitor.AddAsync(hub, "ada", Role.Admin);
        await Visitor.AddAsync(hub, "ben", Role.Member);
        var key = await hub.CreateKeyAsync();
        var people = hub.Services.GetRequiredService<PersonDirectory>();
        var by = CommandLineCaller.In(Workspace.DefaultId);

        using var demoted = await hub.SendAsync(HttpMethod.Patch, $"{Path}/{id}", key, new { role = "viewer" });
        using var removed = await hub.SendAsync(HttpMethod.Delete, $"{Path}/{id}", key);
        var access = hub.Services.GetRequiredService<AccountAccess>();
        var disabled = await access.SetDisabledAsync(by, id, disabled: true);
        var erased = await people.RemoveAsync(by, id);
        var other = await Visitor.AddAsync(hub, "eve", Role.Admin);
        await access.SetDisabledAsync(by, other, disabled: true);
        using var stillLast = await hub.SendAsync(HttpMethod.Delete, $"{Path}/{id}", key);
        await access.SetDisabledAsync(by, other, disabled: false);
        using var now = await hub.SendAsync(HttpMethod.Delete, $"{Path}/{id}", key);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (demoted.StatusCode, removed.StatusCode));
        Assert.Contains("last admin of the workspace", await removed.DetailAsync(), StringComparison.Ordinal);
        Assert.Equal((409, 409), (disabled.Problem?.Status, erased.Problem?.Status));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NoContent), (stillLast.StatusCode, now.StatusCode));
    }

    [Theory]
    [Stores]
    public async Task Two_admins_who_demote_each_other_at_the_same_time_leave_one(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var ids = new[] { await Visitor.AddAsync(hub, "ada", Role.Admin), await Visitor.AddAsync(hub, "ben", Role.Admin) };
        var members = hub.Services.GetRequiredService<Members>();

        await Task.WhenAll(ids.Select(id => members.ChangeAsync(CommandLineCaller.In(Workspace.DefaultId), id, Role.Viewer)));

        Assert.Equal(1, await hub.ReadAsync(static store => store.Memberships.CountAsync(static member => member.Role == Role.Admin)));
    }

    [Theory]
    [Stores]
    public async Task The_last_administrator_of_the_instance_stays(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var ada = await Visitor.AddAsync(hub, "ada", Role.Viewer, administrator: true);
        var ben = await Visitor.AddAsync(hub, "ben", Role.Viewer);
        var people = hub.Services.GetRequiredService<PersonDirectory>();
        var by = CommandLineCaller.In(Workspace.DefaultId);

        var demoted = await people.SetAdministratorAsync(by, ada, administrator: false);
        var removed = await people.RemoveAsync(by, ada);
        await people.SetAdministratorAsync(by, ben, administrator: true);
        var now = await people.SetAdministratorAsync(by, ada, administrator: false);

        Assert.Equal((409, 409), (demoted.Problem?.Status, removed.Problem?.Status));
        Assert.Contains("last administrator", demoted.Problem!.Detail, StringComparison.Ordinal);
        Assert.Null(now.Problem);
    }

    [Theory]
    [Stores]
    public async Task A_changed_role_counts_from_the_next_request_on(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        await Visitor.AddAsync(hub, "root", Role.Admin);
        using var ada = await Visitor.SignedInAsync(hub, "ada", Role.Admin);
        var id = await hub.ReadAsync(static store => store.People.Where(static person => person.UserName == "ada").Select(static person => person.Id).SingleAsync());
        var members = hub.Services.GetRequiredService<Members>();
        using var before = await ada.GetAsync("/w/default/keys");
        await members.ChangeAsync(CommandLineCaller.In(Workspace.DefaultId), id, Role.Viewer);
        using var demoted = await ada.GetAsync("/w/default/keys");
        using var viewer = await ada.GetAsync("/w/default/members");
        await members.RemoveAsync(CommandLineCaller.In(Workspace.DefaultId), id);
        using var removed = await ada.GetAsync("/w/default/members");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.NotFound],
            new[] { before, demoted, viewer, removed }.Select(static answer => answer.StatusCode));
    }

    [Theory]
    [Stores]
    public async Task An_archived_workspace_can_be_read_and_not_changed(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var root = await hub.CreateKeyAsync(Scopes.WorkspacesWrite);
        using var created = await hub.SendAsync(HttpMethod.Post, "/api/v1/workspaces", root, new { name = "old-1" });
        using var twice = await hub.SendAsync(HttpMethod.Post, "/api/v1/workspaces", root, new { name = "old-1" });
        var id = (await created.JsonAsync()).GetProperty("id").GetGuid();
        var key = await hub.CreateKeyAsync(id, expiresAt: null);
        using var admin = await Visitor.SignedInAsync(hub, "ada", Role.Admin, workspace: id);

        using var archived = await hub.SendAsync(HttpMethod.Post, $"/api/v1/workspaces/{id}/archive", root);
        using var read = await hub.SendAsync(HttpMethod.Get, Path, key);
        using var write = await hub.SendAsync(HttpMethod.Post, Path, key, new { name = "ben", role = "viewer" });
        using var page = await admin.GetAsync("/w/old-1/members");
        using var form = await admin.GetAsync("/w/old-1/members/new");
        using var restored = await hub.SendAsync(HttpMethod.Post, $"/api/v1/workspaces/{id}/restore", root);
        using var again = await hub.SendAsync(HttpMethod.Post, Path, key, new { name = "ben", role = "viewer" });
        using var first = await hub.SendAsync(HttpMethod.Post, $"/api/v1/workspaces/{Workspace.DefaultId}/archive", root);

        Assert.Equal(
            [201, 409, 200, 200, 403, 200, 403, 200, 201, 409],
            new[] { created, twice, archived, read, write, page, form, restored, again, first }.Select(static answer => (int)answer.StatusCode));
        Assert.Equal(
            ["workspace.archived", "workspace.created", "workspace.restored"],
            await hub.ReadAsync(store => store.Audit.Where(entry => entry.WorkspaceId == id && entry.Action.StartsWith("workspace")).Select(static entry => entry.Action).Order().ToListAsync()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public async Task The_name_of_a_workspace_fits_into_a_path(string name)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        var key = await hub.CreateKeyAsync();

        using var refused = await hub.SendAsync(HttpMethod.Post, "/api/v1/workspaces", key, new { name });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("1 to 63 lower-case letters", await refused.DetailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_role_and_no_token_and_no_key_of_a_key_reaches_beyond_its_workspace()
    {
        await using var issuer = TestIssuer.Start();
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: issuer.Settings);
        var key = await hub.CreateKeyAsync([.. Scopes.All.Where(static scope => !Scopes.IsOfInstance(scope))]);
        var token = issuer.Issue(TimeProvider.System.GetUtcNow(), change: static token => token.Claims["scope"] = "workspaces:write people:write ping");

        foreach (var (scope, path) in ((string, string)[])[(Scopes.WorkspacesWrite, "/api/v1/workspaces"), (Scopes.PeopleWrite, "/api/v1/people")])
        {
            using var byKey = await hub.SendAsync(HttpMethod.Post, "/api/v1/keys", key, new { name = "more", scopes = new[] { scope } });
            using var byToken = await hub.SendAsync(HttpMethod.Get, path, token);

            Assert.True(Scopes.IsOfInstance(scope));
            Assert.DoesNotContain(scope, Enum.GetValues<Role>().SelectMany(Roles.ScopesOf));
            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (byKey.StatusCode, byToken.StatusCode));
        }
    }
}
