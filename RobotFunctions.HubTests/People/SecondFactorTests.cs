using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.People;
using RobotFunctions.HubTests.Fakes;

namespace RobotFunctions.HubTests.People;

public sealed partial class SecondFactorTests
{
    private const string Page = "/account/second-factor";

    [Theory]
    [Stores]
    public async Task The_password_alone_shows_no_page_once_the_app_is_set_up(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        using var ada = await Visitor.SignedInAsync(hub, "ada", Role.Admin);
        var (key, _) = await SetUpAsync(ada, Page);
        using var browser = new Visitor(hub);

        using var password = await browser.SignInAsync("ada", wanted: "/w/default/members");
        using var early = await browser.GetAsync("/w/default/members");
        using var wrong = await EnterAsync(browser, "000000");
        using var right = await EnterAsync(browser, Code(key, 1), "/w/default/members");
        using var page = await browser.GetAsync("/w/default/members");

        Assert.Equal("/sign-in/code?return=%2Fw%2Fdefault%2Fmembers", password.Headers.Location?.OriginalString);
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.UnprocessableEntity), (early.StatusCode, wrong.StatusCode));
        Assert.Equal((HttpStatusCode.SeeOther, "/w/default/members"), (right.StatusCode, right.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [Stores]
    public async Task A_code_and_a_recovery_code_work_once(StoreKind kind)
    {
        await using var hub = await HubApp.StartAsync(kind);
        using var ada = await Visitor.SignedInAsync(hub, "ada", Role.Admin);
        var (key, recovery) = await SetUpAsync(ada, Page);
        var code = Code(key, 1);

        Assert.Equal(SecondFactor.RecoveryCodes, recovery.Count);
        Assert.Equal(
            [HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther],
            [await TryAsync(hub, code), await TryAsync(hub, code), await TryAsync(hub, recovery[0].ToLowerInvariant()), await TryAsync(hub, recovery[0]), await TryAsync(hub, recovery[1])]);
        var stored = await hub.ReadAsync(static store => store.People.AsNoTracking().SingleAsync());
        Assert.DoesNotContain(key, Encoding.UTF8.GetString(stored.AuthenticatorKey!), StringComparison.Ordinal);
        Assert.DoesNotContain(recovery[2], Encoding.UTF8.GetString(stored.RecoveryCodes!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guesses_of_the_code_lock_the_name_also_when_the_password_is_entered_between_them()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:Limits:SignInsPerMinute", "1000"));
        using var ada = await Visitor.SignedInAsync(hub, "ada", Role.Admin);
        var (key, _) = await SetUpAsync(ada, Page);
        for (var attempt = 0; attempt < Lockout.MaxFailures; attempt++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await TryAsync(hub, "000000"));
        }

        using var browser = new Visitor(hub);
        using var locked = await browser.SignInAsync("ada");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, locked.StatusCode);
        Assert.NotEmpty(key);
        Assert.Equal(1, await hub.ReadAsync(static store => store.Audit.CountAsync(static entry => entry.Action == "person.locked")));
    }

    [Fact]
    public async Task Where_a_second_factor_is_required_nobody_is_signed_in_without()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite, settings: ("HubServer:SignIn:RequireSecondFactor", "true"));
        await Visitor.AddAsync(hub, "ada", Role.Admin);
        using var ada = new Visitor(hub);

        using var password = await ada.SignInAsync("ada");
        using var early = await ada.GetAsync("/account");
        await SetUpAsync(ada, "/sign-in/second-factor");
        using var page = await ada.GetAsync("/account");
        using var removed = await ada.SubmitAsync(Page, $"{Page}/remove", [("password", Visitor.Password)]);

        Assert.Equal("/sign-in/second-factor?return=%2F", password.Headers.Location?.OriginalString);
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.OK, HttpStatusCode.Conflict), (early.StatusCode, page.StatusCode, removed.StatusCode));
    }

    [Fact]
    public async Task It_is_removed_against_the_password_and_others_are_signed_out()
    {
        await using var hub = await HubApp.StartAsync(StoreKind.Sqlite);
        using var ada = await Visitor.SignedInAsync(hub, "ada", Role.Admin);
        using var elsewhere = new Visitor(hub);
        (await elsewhere.SignInAsync("ada")).Dispose();
        await SetUpAsync(ada, Page);

        using var other = await elsewhere.GetAsync("/account");
        using var refused = await ada.SubmitAsync(Page, $"{Page}/remove", [("password", "wrong wrong wrong")]);
        using var removed = await ada.SubmitAsync(Page, $"{Page}/remove", [("password", Visitor.Password)]);
        using var again = await elsewhere.SignInAsync("ada");

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (other.StatusCode, refused.StatusCode, removed.StatusCode));
        Assert.Equal("/", again.Headers.Location?.OriginalString);
    }

    private static async Task<(string Key, IReadOnlyList<string> Recovery)> SetUpAsync(Visitor visitor, string path)
    {
        using var page = await visitor.GetAsync(path);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("<svg class=\"qr\"", html, StringComparison.Ordinal);
        var key = Shown().Match(html).Groups[1].Value;
        using var done = await visitor.SubmitAsync(path, ("code", Code(key, 0)));
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        return (key, [.. Shown().Matches(await done.Content.ReadAsStringAsync()).Select(static match => match.Groups[1].Value)]);
    }

    private static async Task<HttpStatusCode> TryAsync(HubApp hub, string code)
    {
        using var browser = new Visitor(hub);
        (await browser.SignInAsync("ada")).Dispose();
        using var answer = await EnterAsync(browser, code);
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> EnterAsync(Visitor visitor, string code, string wanted = "/") => visitor.SubmitAsync("/sign-in/code", ("code", code), ("return", wanted));

    // RFC 6238, written apart from the Hub's: SHA-1, 30 seconds, six digits.
    private static string Code(string key, int steps)
    {
        var bits = string.Concat(key.Select(static letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(index => Convert.ToByte(bits.Substring(index * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + steps);
#pragma warning disable CA5350 // Authenticator apps use SHA-1; the key is random and of 160 bits.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var code = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF, 4)) & int.MaxValue;
        return (code % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("<code>([A-Z0-9-]+)</code>")]
    private static partial Regex Shown();
}
