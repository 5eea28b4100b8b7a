using System.Net;
using RobotFunctions.Hub.Access;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.People;

/// <summary>What needs no authenticator; the tests with a browser have the rest.</summary>
public sealed class PasskeyTests
{
    [Fact]
    public async Task The_domain_of_passkeys_is_that_of_the_public_URL_and_not_of_the_header_Host()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:PublicUrl", "http://hub.example.org"));
        using var visitor = new Visitor(hub);
        var token = await visitor.FormTokenAsync("/sign-in");

        using var options = await visitor.PostAsync("/sign-in/passkey/options", [(SeededVisitors.TokenName, token)], ("Host", "evil.example"));

        var body = await options.JsonAsync();
        Assert.Equal(("hub.example.org", "required"), (body.GetProperty("rpId").GetString(), body.GetProperty("userVerification").GetString()));
        Assert.Empty(body.GetProperty("allowCredentials").EnumerateArray());
        Assert.Contains(options.Headers.GetValues("Set-Cookie"), static cookie => cookie.StartsWith("hub.passkey=", StringComparison.Ordinal) && cookie.Contains("; samesite=strict; httponly", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("not JSON")]
    [InlineData("""{"id":"AA","rawId":"AA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA","userHandle":"AA"}}""")]
    public async Task An_answer_that_no_authenticator_made_is_refused(string credential)
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:PublicUrl", "http://localhost"));
        using var visitor = new Visitor(hub);
        var token = await visitor.FormTokenAsync("/sign-in");
        (await visitor.PostAsync("/sign-in/passkey/options", [(SeededVisitors.TokenName, token)])).Dispose();

        using var answer = await visitor.PostAsync("/sign-in/passkey", [(SeededVisitors.TokenName, token), ("credential", credential)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Null(visitor.Token);
    }

    [Fact]
    public async Task A_new_passkey_needs_the_password_and_guesses_of_it_lock_the_name()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: [("HubServer:PublicUrl", "http://localhost"), ("HubServer:Limits:SignInsPerMinute", "1000")]);
        using var ada = await Visitor.SignedInAsync(hub, "ada", Role.Admin);
        var token = await ada.FormTokenAsync("/account/passkeys");

        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await ada.PostAsync("/account/passkeys/options", [(SeededVisitors.TokenName, token), ("password", "wrong wrong wrong")]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }

        using var locked = await ada.PostAsync("/account/passkeys/options", [(SeededVisitors.TokenName, token), ("password", Visitor.Password)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, locked.StatusCode);
    }

    [Fact]
    public async Task They_are_not_offered_under_an_IP_address()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var visitor = new Visitor(hub);

        using var page = await visitor.GetAsync("/sign-in");
        using var options = await visitor.PostAsync("/sign-in/passkey/options", [(SeededVisitors.TokenName, await visitor.FormTokenAsync("/sign-in"))]);

        Assert.DoesNotContain("passkey", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, options.StatusCode);
    }
}
