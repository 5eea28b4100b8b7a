using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.People;

public sealed partial class PersonPagesTests
{
    [Theory]
    [Stores]
    public async Task An_administrator_adds_a_person_with_a_link_that_is_shown_once(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        await hub.CreateWorkspaceAsync("second");
        using var root = await Visitor.SignedInAsync(hub, "root", role: null, administrator: true);

        using var added = await root.SubmitAsync("/people/new", "/people", [("name", " ben "), ("email", ""), ("workspace", "second"), ("role", "viewer"), ("Id", $"{Guid.Empty}"), ("PasswordHash", "x"), ("IsAdministrator", "true")]);
        var page = await root.ReadAsync(added.Headers.Location!.OriginalString);
        var again = await root.ReadAsync(added.Headers.Location!.OriginalString);
        using var ben = new Visitor(hub);
        using var set = await ben.SubmitAsync(Link().Match(page).Value, ("password", Visitor.Password));
        using var signedIn = await ben.SignInAsync("ben");
        using var members = await ben.GetAsync("/w/second/members");

        Assert.DoesNotContain("/reset/", again.Replace("/reset\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.OK), (set.StatusCode, signedIn.StatusCode, members.StatusCode));
        var stored = await hub.ReadAsync(static store => store.People.SingleAsync(static person => person.UserName == "ben"));
        Assert.False(stored.IsAdministrator);
        Assert.NotEqual(Guid.Empty, stored.Id);
        Assert.Contains("no password yet", again, StringComparison.Ordinal);
        Assert.DoesNotContain("no password yet", await root.ReadAsync($"/people/{stored.Id}"), StringComparison.Ordinal);
    }

    [Theory]
    [Stores]
    public async Task The_buttons_of_a_person_do_what_they_say_and_the_audit_has_who(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        using var root = await Visitor.SignedInAsync(hub, "root", Role.Admin, administrator: true);
        using var ben = await Visitor.SignedInAsync(hub, "ben");
        var id = await hub.ReadAsync(static store => store.People.Where(static person => person.UserName == "ben").Select(static person => person.Id).SingleAsync());

        foreach (var action in (string[])["promote", "demote", "sign-out", "disable", "enable", "reset", "remove"])
        {
            using var done = await root.SubmitAsync($"/people/{id}", $"/people/{id}/{action}", []);
            Assert.Equal((action, HttpStatusCode.SeeOther), (action, done.StatusCode));
            var page = await root.ReadAsync(done.Headers.Location!.OriginalString);
            Assert.Contains("class=\"box done\"", page, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["administrator.added", "administrator.removed", "person.disabled", "person.enabled", "person.removed", "person.reset", "person.signed-out-everywhere"],
            await hub.ReadAsync(static store => store.Audit.Where(static entry => entry.Actor == "person:root" && entry.Target == "ben").Select(static entry => entry.Action).Order().ToListAsync()));
        using var gone = await ben.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Found, gone.StatusCode);
    }

    [Fact]
    public async Task Only_an_administrator_learns_whether_an_id_is_a_persons()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        var root = await Visitor.AddAsync(hub, "root", Role.Admin, administrator: true);
        using var admin = await Visitor.SignedInAsync(hub, "ada", Role.Admin);
        var token = await admin.FormTokenAsync("/account");

        foreach (var action in (string[])["", "/reset", "/promote", "/disable", "/remove"])
        {
            var answers = new List<(HttpStatusCode, string)>();
            foreach (var id in (Guid[])[root, Guid.NewGuid()])
            {
                var path = $"/people/{id}{action}";
                using var answer = action.Length == 0 ? await admin.GetAsync(path) : await admin.PostAsync(path, [(SeededVisitors.TokenName, token)]);
                answers.Add((answer.StatusCode, Request().Replace(await answer.Content.ReadAsStringAsync(), "")));
            }

            Assert.Equal(HttpStatusCode.Forbidden, answers[0].Item1);
            Assert.Equal(answers[0], answers[1]);
        }
    }

    [Fact]
    public async Task An_administrator_neither_resets_nor_loses_themselves_by_accident()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var root = await Visitor.SignedInAsync(hub, "root", Role.Admin, administrator: true);
        var id = await hub.ReadAsync(static store => store.People.Select(static person => person.Id).SingleAsync());

        foreach (var action in (string[])["reset", "demote", "disable", "remove"])
        {
            using var refused = await root.SubmitAsync($"/people/{id}", $"/people/{id}/{action}", []);
            Assert.Equal($"/people/{id}", refused.Headers.Location?.OriginalString);
            Assert.Contains("class=\"box problem\"", await root.ReadAsync($"/people/{id}"), StringComparison.Ordinal);
        }

        await Visitor.AddAsync(hub, "second", Role.Admin, administrator: true);
        using var demoted = await root.SubmitAsync($"/people/{id}", $"/people/{id}/demote", []);
        using var people = await root.GetAsync("/people");
        Assert.Equal(("/account", HttpStatusCode.Forbidden), (demoted.Headers.Location?.OriginalString, people.StatusCode));
    }

    [Fact]
    public async Task A_person_who_cannot_be_added_is_asked_for_again_with_what_was_typed()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var root = await Visitor.SignedInAsync(hub, "root", Role.Admin, administrator: true);

        using var refused = await root.SubmitAsync("/people/new", "/people", [("name", "a b"), ("email", "ab@example.org"), ("workspace", "default"), ("role", "none"), ("administrator", "on")]);
        using var noRole = await root.SubmitAsync("/people/new", "/people", [("name", "ab"), ("workspace", "default"), ("role", "owner")]);

        var page = await refused.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (refused.StatusCode, noRole.StatusCode));
        Assert.Contains("value=\"a b\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"ab@example.org\"", page, StringComparison.Ordinal);
        Assert.Matches("value=\"on\" checked", page);
        Assert.Matches("value=\"none\" selected", page);
        Assert.Equal(1, await hub.ReadAsync(static store => store.People.CountAsync()));
    }

    [GeneratedRegex("/reset/[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("Request <code>[^<]*</code>|value=\"[^\"]*\"")]
    private static partial Regex Request();
}
