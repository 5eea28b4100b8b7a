using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.People;

public sealed class FirstAccountTests
{
    [Theory]
    [Stores]
    public async Task The_link_of_the_first_start_makes_an_administrator_who_is_signed_in(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var path = await LinkAsync(hub);
        using var visitor = new Visitor(hub);

        using var made = await visitor.SubmitAsync(path!, ("name", "Ada"), ("email", "ada@example.org"), ("password", Visitor.Password));
        using var start = await visitor.GetAsync("/");

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (made.StatusCode, made.Headers.Location?.OriginalString));
        Assert.Equal("/w/default", start.Headers.Location?.OriginalString);
        var person = await hub.ReadAsync(static store => store.People.SingleAsync());
        Assert.Equal(("Ada", "ada@example.org", true), (person.Name, person.Email, person.IsAdministrator));
        Assert.Equal(Role.Admin, await hub.ReadAsync(static store => store.Memberships.Select(static member => member.Role).SingleAsync()));
        Assert.Equal(["person.created", "person.signed-in"], await hub.ReadAsync(static store => store.Audit.OrderBy(static entry => entry.Action).Select(static entry => entry.Action).ToListAsync()));
    }

    [Theory]
    [Stores]
    public async Task Opening_the_link_does_not_use_it_up_and_its_form_does(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var path = await LinkAsync(hub);
        using var scanner = new Visitor(hub);
        using var first = await scanner.GetAsync(path!);
        using var head = await scanner.SendAsync(HttpMethod.Head, path!, null);
        using var visitor = new Visitor(hub);
        var token = await visitor.FormTokenAsync(path!);

        using var made = await visitor.PostAsync(path!, Fields(token, "ada"));
        using var other = new Visitor(hub);
        var otherToken = await other.FormTokenAsync("/sign-in");
        using var again = await other.PostAsync(path!, Fields(otherToken, "mallory"));
        using var opened = await other.GetAsync(path!);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, opened.StatusCode);
        Assert.Equal(1, await hub.ReadAsync(static store => store.People.CountAsync()));
    }

    [Theory]
    [Stores]
    public async Task A_new_start_replaces_the_link_and_the_store_does_not_have_it(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        var former = await LinkAsync(hub);
        var path = await LinkAsync(hub);
        using var visitor = new Visitor(hub);

        using var old = await visitor.GetAsync(former!);
        using var now = await visitor.GetAsync(path!);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (old.StatusCode, now.StatusCode));
        var stored = await hub.ReadAsync(static store => store.OneTimeLinks.SingleAsync());
        Assert.Equal(SecretToken.Digest(path!["/setup/".Length..]), stored.Digest);
    }

    [Fact]
    public async Task The_link_expires()
    {
        var time = new FakeTimeProvider();
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, services => services.AddSingleton<TimeProvider>(time));
        var path = await LinkAsync(hub);
        using var visitor = new Visitor(hub);
        time.Advance(TimeSpan.FromHours(24));

        using var late = await visitor.GetAsync(path!);

        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
    }

    [Fact]
    public async Task There_is_no_link_once_there_are_people()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        await Visitor.AddAsync(hub, "ada");

        Assert.Null(await LinkAsync(hub));
    }

    [Theory]
    [InlineData("ada", "short", "12 to 500 characters")]
    [InlineData("", "correct horse battery", "letters and digits")]
    [InlineData("a b", "correct horse battery", "letters and digits")]
    [InlineData("<script>", "correct horse battery", "letters and digits")]
    [InlineData("battery", "correct horse battery", "must not contain the name")]
    [InlineData("ada", "Password1234!", "easy to guess")]
    public async Task What_is_wrong_is_said_and_the_link_still_works(string name, string password, string why)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        var path = await LinkAsync(hub);
        using var visitor = new Visitor(hub);

        using var refused = await visitor.SubmitAsync(path!, ("name", name), ("password", password));
        using var made = await visitor.SubmitAsync(path!, ("name", "ada"), ("password", "correct horse battery"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(why, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
    }

    private static Task<string?> LinkAsync(HubApp hub) => hub.Services.GetRequiredService<FirstAccount>().CreateLinkAsync();

    private static IEnumerable<(string Name, string Value)> Fields(string token, string name) => [("__RequestVerificationToken", token), ("name", name), ("password", Visitor.Password)];
}
