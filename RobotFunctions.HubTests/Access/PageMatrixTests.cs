using System.Net;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.Access;

/// <summary>Every page and form with every role, an administrator, a member of another workspace, and nobody.</summary>
public sealed class PageMatrixTests
{
    private static readonly (string, string)[] NoLimit = [("HubServer:Limits:AnonymousRequestsPerMinute", "10000"), ("HubServer:Limits:SignInsPerMinute", "10000")];

    /// <summary>What forms need to be taken for an object that exists.</summary>
    private static readonly (string, string)[] Fields = [("paused", "resume"), ("role", "viewer")];

    [Theory]
    [Stores]
    public async Task Every_page_lets_in_whom_its_rule_names_and_nobody_else(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind, settings: NoLimit);
        await hub.CreateKeyAsync();
        await Visitor.AddAsync(hub, "root", Role.Admin, administrator: true);
        var second = await hub.CreateWorkspaceAsync("second");
        using var nobody = new Visitor(hub);
        using var viewer = await Visitor.SignedInAsync(hub, "viewer", Role.Viewer);
        using var member = await Visitor.SignedInAsync(hub, "member", Role.Member);
        using var admin = await Visitor.SignedInAsync(hub, "admin", Role.Admin);
        using var administrator = await Visitor.SignedInAsync(hub, "administrator", role: null, administrator: true);
        using var stranger = await Visitor.SignedInAsync(hub, "stranger", Role.Admin, workspace: second);
        (string Name, Visitor Visitor, Role? Role, bool IsAdministrator)[] people =
        [
            ("nobody", nobody, null, false), ("a viewer", viewer, Role.Viewer, false), ("a member", member, Role.Member, false), ("an admin", admin, Role.Admin, false),
            ("an administrator", administrator, null, true), ("an admin of another workspace", stranger, null, false),
        ];

        foreach (var (name, visitor, role, isAdministrator) in people)
        {
            foreach (var page in await EndpointList.ReadAsync(hub, pages: true))
            {
                var token = await visitor.FormTokenAsync(visitor == nobody ? "/sign-in" : "/account");
                using var answer = page.Method == "POST" ? await visitor.PostAsync(page.Path, [("__RequestVerificationToken", token), .. Fields]) : await visitor.GetAsync(page.Path);
                var what = $"{page.Method} {page.Pattern} by {name} was answered with {(int)answer.StatusCode}.";
                switch (Expected(page, visitor == nobody, role, isAdministrator))
                {
                    case HttpStatusCode.OK:
                        Assert.False(IsChallenge(answer) || (int)answer.StatusCode is 401 or 403 or >= 500, what);
                        Assert.True(answer.StatusCode != HttpStatusCode.NotFound || page.Rule.OpenBecause is not null, what);
                        break;
                    case HttpStatusCode.Found:
                        Assert.True(IsChallenge(answer), what);
                        break;
                    case var refused:
                        Assert.True(answer.StatusCode == refused, what);
                        break;
                }
            }
        }
    }

    [Fact]
    public async Task No_form_is_taken_without_its_token()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: NoLimit);
        await hub.CreateKeyAsync();
        using var ada = await Visitor.SignedInAsync(hub, "ada", Role.Admin, administrator: true);
        using var eve = await Visitor.SignedInAsync(hub, "eve", Role.Admin, administrator: true);
        var token = await eve.FormTokenAsync("/account");
        var forms = (await EndpointList.ReadAsync(hub, pages: true)).Where(static page => page.Method == "POST").ToList();

        foreach (var form in forms)
        {
            using var without = await ada.PostAsync(form.Path, []);
            using var anothers = await ada.PostAsync(form.Path, [("__RequestVerificationToken", token)]);

            Assert.True((without.StatusCode, anothers.StatusCode) == (HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), $"{form.Path} was answered with {without.StatusCode} and {anothers.StatusCode}.");
        }

        Assert.NotEmpty(forms);
    }

    [Fact]
    public async Task Pages_change_nothing_but_by_POST()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await hub.CreateKeyAsync();

        Assert.All(await EndpointList.ReadAsync(hub, pages: true), static page => Assert.True(page.Method is "GET" or "POST", $"{page.Method} {page.Pattern}"));
    }

    [Fact]
    public async Task No_page_shows_an_object_of_another_workspace()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: NoLimit);
        await hub.CreateKeyAsync();
        using var stranger = await Visitor.SignedInAsync(hub, "stranger", Role.Admin, workspace: await hub.CreateWorkspaceAsync("second"));

        foreach (var page in (await EndpointList.ReadAsync(hub, pages: true)).Where(static page => page.Pattern.StartsWith("/w/", StringComparison.Ordinal)))
        {
            var path = page.Path.Replace($"/w/{Workspace.DefaultName}", "/w/second", StringComparison.Ordinal);
            using var answer = page.Method == "POST" ? await stranger.PostAsync(path, [("__RequestVerificationToken", await stranger.FormTokenAsync("/account")), .. Fields]) : await stranger.GetAsync(path);

            Assert.True(!page.Pattern.Contains("{id", StringComparison.Ordinal) || answer.StatusCode == HttpStatusCode.NotFound, $"{page.Method} {path} was answered with {answer.StatusCode}.");
        }
    }

    private static HttpStatusCode Expected(ListedEndpoint page, bool isNobody, Role? role, bool isAdministrator) => page.Rule switch
    {
        { OpenBecause: not null } => HttpStatusCode.OK,
        _ when isNobody => HttpStatusCode.Found,
        _ when page.Pattern.StartsWith("/w/", StringComparison.Ordinal) && role is null => HttpStatusCode.NotFound,
        { Scope: { } scope } => Roles.ScopesOf(role!.Value).Contains(scope) ? HttpStatusCode.OK : HttpStatusCode.Forbidden,
        { Administrator: true } => isAdministrator ? HttpStatusCode.OK : HttpStatusCode.Forbidden,
        _ => HttpStatusCode.OK,
    };

    private static bool IsChallenge(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location?.OriginalString.StartsWith("/sign-in?return=", StringComparison.Ordinal) == true;
}
