using Microsoft.AspNetCore.Antiforgery;

namespace RobotFunctions.Hub.Http;

/// <summary>Refuses forms that were not sent by a page of this Hub to the person who sends them (cross-site request forgery).</summary>
internal static class FormTokens
{
    public static IServiceCollection AddFormTokens(this IServiceCollection services) => services.AddAntiforgery(static options =>
    {
        options.Cookie.Name = "hub.form";
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.IsEssential = true;
        options.SuppressXFrameOptionsHeader = true;
    });

    /// <summary>
    /// Refuses a form whose token is missing or another's, or that the browser says another site has sent: nobody has a token of a session before the
    /// sign-in, so that alone keeps others from signing a person in as somebody else. Comes after the middleware of ASP.NET Core, which verifies tokens.
    /// </summary>
    public static Problem? Check(HttpContext context) => context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } || IsFromElsewhere(context)
        ? Problem.BadRequest("The form was not sent by a page of this Hub, or you signed in or out since it was opened. Nothing was changed. Open the page again and send it once more.")
        : null;

    private static bool IsFromElsewhere(HttpContext context) =>
        PageMark.IsOn(context) && HttpMethods.IsPost(context.Request.Method) && context.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");
}
