using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace RobotFunctions.Hub.People;

/// <summary>What the Hub must know again when a browser answers a challenge.</summary>
/// <param name="State">The state of ASP.NET Core Identity: the challenge, and whose it is.</param>
/// <param name="At">When the challenge was made.</param>
internal sealed record PasskeyState(string State, DateTimeOffset At);

/// <summary>Keeps the state between a challenge and its answer, in a cookie that only this Hub can read.</summary>
internal sealed partial class PasskeyStates(IDataProtectionProvider protection, TimeProvider time)
{
    public const string CookieName = "hub.passkey";

    /// <summary>How long a person has for the answer; browsers are told the same.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Keeps the state of a challenge.</summary>
    /// <param name="context">The request, whose answer gets the cookie.</param>
    /// <param name="purpose">What the challenge is for, and in which session: an answer for another purpose is refused.</param>
    /// <param name="state">The state of Identity.</param>
    public void Keep(HttpContext context, string purpose, string state) => context.Response.Cookies.Append(
        CookieName, ProtectorOf(purpose).Protect(JsonSerializer.Serialize(new PasskeyState(state, time.GetUtcNow()), StateJson.Default.PasskeyState)), Options(context));

    /// <summary>Takes the state, which the browser then forgets; null if there is none for this purpose, or it is too old.</summary>
    public PasskeyState? Take(HttpContext context, string purpose)
    {
        if (context.Request.Cookies[CookieName] is not { } cookie)
        {
            return null;
        }

        context.Response.Cookies.Delete(CookieName, Options(context));
        try
        {
            var kept = JsonSerializer.Deserialize(ProtectorOf(purpose).Unprotect(cookie), StateJson.Default.PasskeyState);
            return kept is not null && time.GetUtcNow() - kept.At < Lifetime ? kept : null;
        }
        catch (CryptographicException)
        {
            // Of another session, or altered.
            return null;
        }
    }

    private IDataProtector ProtectorOf(string purpose) => protection.CreateProtector("RobotFunctions.Hub.Passkeys", purpose);

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        MaxAge = Lifetime,
        IsEssential = true,
    };

    [JsonSerializable(typeof(PasskeyState))]
    private sealed partial class StateJson : JsonSerializerContext;
}
