using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.People;

/// <summary>Registers the OpenID Connect provider: authorization code with PKCE, and everything from the ID token.</summary>
internal static partial class OidcServices
{
    public const string SchemeName = "oidc";

    private const string Callback = "/sign-in/oidc/callback";

    public static AuthenticationBuilder AddOidc(this AuthenticationBuilder authentication, OidcOptions provider) => provider.Authority is null
        ? authentication
        : authentication.AddOpenIdConnect(SchemeName, options =>
        {
            options.Authority = provider.Authority.AbsoluteUri.TrimEnd('/');
            options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
            options.ClientId = provider.ClientId;
            options.ClientSecret = provider.ClientSecret;
            options.ResponseType = OpenIdConnectResponseType.Code;

            // The provider's answer is then a GET, with which browsers send cookies that are SameSite=Lax.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.CallbackPath = Callback;
            options.SignedOutCallbackPath = default;
            options.RemoteSignOutPath = default;
            options.SignInScheme = PersonAuthentication.SchemeName;
            options.MapInboundClaims = false;
            options.DisableTelemetry = true;

            // Providers bind access tokens to a resource; the user info endpoint refuses those.
            options.GetClaimsFromUserInfoEndpoint = false;
            options.Scope.Clear();
            foreach (var scope in provider.Scopes ?? ["openid", "profile", "email"])
            {
                options.Scope.Add(scope);
            }

            foreach (var cookie in (CookieBuilder[])[options.NonceCookie, options.CorrelationCookie])
            {
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.HttpOnly = true;
            }

            options.Events.OnTicketReceived = context => CompleteAsync(context, provider);
            options.Events.OnRemoteFailure = FailAsync;
        });

    /// <summary>Reads who somebody is from the claims of an ID token.</summary>
    internal static OidcIdentity Read(ClaimsPrincipal principal, string groupClaim)
    {
        var subject = principal.FindFirst("sub")!;
        var email = principal.FindFirstValue("email");
        return new OidcIdentity(
            subject.Issuer,
            subject.Value,
            principal.FindFirstValue("preferred_username") ?? email ?? subject.Value,
            email,
            principal.FindFirstValue("email_verified") is "true" or "True",
            [.. principal.FindAll(groupClaim).Select(static claim => claim.Value)]);
    }

    private static async Task CompleteAsync(TicketReceivedContext context, OidcOptions provider)
    {
        context.HandleResponse();
        var signIn = context.HttpContext.RequestServices.GetRequiredService<OidcSignIn>();
        var result = await signIn.CompleteAsync(context.HttpContext, Read(context.Principal!, provider.GroupClaim));
        if (result.Problem is { } problem)
        {
            await problem.ExecuteAsync(context.HttpContext);
        }
        else
        {
            context.Response.Redirect(LocalPath.Of(context.ReturnUri));
        }
    }

    private static Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        Log.Failed(context.HttpContext.RequestServices.GetRequiredService<ILogger<OidcSignIn>>(), context.Failure);
        return new Problem(
            StatusCodes.Status400BadRequest,
            "The provider did not sign you in, or its answer was too late or for another browser. Go to the sign-in page and try again.").ExecuteAsync(context.HttpContext);
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Warning, "A sign-in at the OpenID Connect provider failed.")]
        public static partial void Failed(ILogger log, Exception? exception);
    }
}
