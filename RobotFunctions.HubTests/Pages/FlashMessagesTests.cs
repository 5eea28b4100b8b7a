using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Pages;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Pages;

public sealed class FlashMessagesTests
{
    [Fact]
    public async Task A_secret_is_shown_once_to_the_person_who_made_it()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var ada = await Visitor.SeedAsync(hub);

        var cookie = await CreateKeyAsync(ada);
        var shown = await ada.ReadAsync("/w/default/keys");
        var again = await ada.ReadAsync("/w/default/keys");

        Assert.Contains("shown-secret", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("shown-secret", again, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("rf_", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_a_part_of_a_page_nor_another_person_takes_it()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var ada = await Visitor.SeedAsync(hub);
        using var eve = await Visitor.SeedAsync(hub, name: "eve");
        var value = (await CreateKeyAsync(ada)).Split(['=', ';'])[1];

        eve.Cookies.Add(hub.Client.BaseAddress!, new Cookie(FlashMessages.CookieName, value));
        var stolen = await eve.ReadAsync("/w/default/keys");
        var fragment = await ada.ReadAsync("/w/default/keys", ("HX-Request", "true"));
        var whole = await ada.ReadAsync("/w/default/keys");

        Assert.DoesNotContain("shown-secret", stolen, StringComparison.Ordinal);
        Assert.DoesNotContain("shown-secret", fragment, StringComparison.Ordinal);
        Assert.Contains("shown-secret", whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_gone_after_a_minute()
    {
        var time = new FakeTimeProvider();
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, services => services.AddSingleton<TimeProvider>(time));
        using var ada = await Visitor.SeedAsync(hub);

        await CreateKeyAsync(ada);
        time.Advance(TimeSpan.FromSeconds(61));

        Assert.DoesNotContain("shown-secret", await ada.ReadAsync("/w/default/keys"), StringComparison.Ordinal);
    }

    private static async Task<string> CreateKeyAsync(Visitor person)
    {
        using var created = await person.SendFormAsync("/w/default/keys", ("name", "a"), ("scopes", "ping"), ("days", ""));
        Assert.Equal(HttpStatusCode.SeeOther, created.StatusCode);
        Assert.Equal("/w/default/keys", created.Headers.Location?.OriginalString);
        return created.Headers.GetValues("Set-Cookie").Single(static cookie => cookie.StartsWith(FlashMessages.CookieName, StringComparison.Ordinal));
    }
}
