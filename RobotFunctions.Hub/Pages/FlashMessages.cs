using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Pages;

/// <summary>
/// Carries a <see cref="FlashMessage"/> from a form to the page that follows it, in a cookie that only this Hub can read. It is for one person and for a minute:
/// it may have a secret in it.
/// </summary>
internal sealed partial class FlashMessages(IDataProtectionProvider protection, TimeProvider time)
{
    public const string CookieName = "hub.flash";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>Sends a message to the next page.</summary>
    public void Set(HttpContext context, FlashMessage flash) => context.Response.Cookies.Append(
        CookieName, ProtectorOf(context).Protect(JsonSerializer.Serialize(new Sealed(flash, time.GetUtcNow() + Lifetime), Json.Default.Sealed)), Options(context));

    /// <summary>Takes the message of the form before, and makes it a feature of the request. A part of a page that htmx asks for takes none.</summary>
    public void Take(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.Request.Headers.ContainsKey("HX-Request") || context.Request.Cookies[CookieName] is not { } cookie)
        {
            return;
        }

        context.Response.Cookies.Delete(CookieName, Options(context));
        if (Open(context, cookie) is { } opened && opened.Until > time.GetUtcNow())
        {
            context.Features.Set(opened.Flash);
        }
    }

    private Sealed? Open(HttpContext context, string cookie)
    {
        try
        {
            return JsonSerializer.Deserialize(ProtectorOf(context).Unprotect(cookie), Json.Default.Sealed);
        }
        catch (CryptographicException)
        {
            // Another person's, or altered.
            return null;
        }
    }

    private IDataProtector ProtectorOf(HttpContext context) => protection.CreateProtector("RobotFunctions.Hub.Flash", Caller.Of(context) is { } caller ? caller.PersonId?.ToString() ?? caller.Credential : "anonymous");

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        MaxAge = Lifetime,
        IsEssential = true,
    };

    private sealed record Sealed(FlashMessage Flash, DateTimeOffset Until);

    [JsonSerializable(typeof(Sealed))]
    private sealed partial class Json : JsonSerializerContext;
}
