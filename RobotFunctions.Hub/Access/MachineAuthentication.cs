using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Access;

/// <summary>
/// Authenticates machines, by API key or token, and answers those whose credential is missing, bad or insufficient. Bearer credentials are answered as
/// RFC 6750 says; those in the header <c>api-key</c> as the task inbox that the Hub is compatible with: 403 for an unknown or expired one.
/// </summary>
internal sealed class MachineAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder, ApiKeys keys, TokenValidator tokens, SharedSessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string SchemeName = "machine";

    private const string HowTo = "Send an API key as `Authorization: Bearer rf_...` or in the header `api-key`. `robot hub key create` makes one.";

    private (Credential Credential, string Reason)? _rejected;
    private bool _sessionUnknown;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Who sends the token of a shared session beside a key means the session.
        if (Request.Headers[SharedSessions.Header] is [{ Length: > 0 } token])
        {
            var shared = await sessions.FindCallerAsync(token, Context.RequestAborted);
            _sessionUnknown = shared is null;
            return shared is null ? AuthenticateResult.Fail(SharedSessions.Unknown.Detail) : Accept(shared);
        }

        if (Credential.Read(Request.Headers) is not { } credential)
        {
            return AuthenticateResult.NoResult();
        }

        var verdict = credential.IsToken
            ? await tokens.VerifyAsync(credential.Text, Context.RequestAborted)
            : await keys.VerifyAsync(credential.Text, Context.RequestAborted);
        if (verdict is CredentialVerdict.Rejected { Reason: var reason })
        {
            _rejected = (credential, reason);
            return AuthenticateResult.Fail(reason);
        }

        return Accept(((CredentialVerdict.Accepted)verdict).Caller);
    }

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_sessionUnknown)
        {
            await SharedSessions.Unknown.ExecuteAsync(Context);
        }
        else if (!tokens.IsConfigured && !await keys.AnyAsync(Context.RequestAborted))
        {
            await AnswerAsync(StatusCodes.Status501NotImplemented, "Nobody can call this yet: the Hub has no API key and no issuer of tokens. Run `robot hub key create`, or set HubServer:Tokens.");
        }
        else if (_rejected is { Credential.InKeyHeader: true } inHeader)
        {
            await AnswerAsync(StatusCodes.Status403Forbidden, inHeader.Reason);
        }
        else if (_rejected is { } bearer)
        {
            Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            await AnswerAsync(StatusCodes.Status401Unauthorized, bearer.Reason);
        }
        else
        {
            Response.Headers.WWWAuthenticate = "Bearer";
            await AnswerAsync(StatusCodes.Status401Unauthorized, $"This needs a credential. {HowTo}");
        }
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<EndpointRule>()?.Scope;
        Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        return AnswerAsync(StatusCodes.Status403Forbidden, $"The credential lacks the scope {scope}, or its workspace is archived and can be read only. Create a key that has it with `robot hub key create --scope {scope}`.");
    }

    private AuthenticateResult Accept(Caller accepted)
    {
        var caller = accepted with { Address = Context.Connection.RemoteIpAddress?.ToString(), RequestId = Context.TraceIdentifier };
        Context.Features.Set(caller);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimsIdentity.DefaultNameClaimType, caller.Actor), .. caller.Scopes.Select(static scope => new Claim(Caller.ScopeClaim, scope))], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    private Task AnswerAsync(int status, string detail) => new Problem(status, detail).ExecuteAsync(Context);
}
