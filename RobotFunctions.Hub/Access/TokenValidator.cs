using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Access;

/// <summary>Verifies JSON Web Tokens of the configured issuer (RFC 9068 access tokens, and plain ones). Its keys are read from its discovery document.</summary>
internal sealed class TokenValidator : IDisposable
{
    private static readonly string[] DefaultScopeClaims = ["scope", "scp", "roles"];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly HttpClient _discovery = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly IDbContextFactory<HubStore> _stores;
    private readonly TokenOptions _options;
    private readonly TokenValidationParameters? _rules;

    public TokenValidator(HubOptions options, IDbContextFactory<HubStore> stores, TimeProvider time)
    {
        (_options, _stores) = (options.Tokens, stores);
        if (_options.Authority is { } authority)
        {
            _rules = Rules(_options, time, new ConfigurationManager<OpenIdConnectConfiguration>(
                $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(_discovery) { RequireHttps = !authority.IsLoopback }));
        }
    }

    /// <summary>Whether an issuer is configured.</summary>
    public bool IsConfigured => _rules is not null;

    /// <summary>Verifies a token: signature, type, issuer, audience, time, and that its workspace exists.</summary>
    public async Task<CredentialVerdict> VerifyAsync(string text, CancellationToken cancellation)
    {
        if (_rules is null)
        {
            return new CredentialVerdict.Rejected("The Hub accepts no tokens: HubServer:Tokens:Authority is not set. Send an API key.");
        }

        var result = await _handler.ValidateTokenAsync(text, _rules);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
        {
            return new CredentialVerdict.Rejected(Reason(result.Exception));
        }

        // RFC 7515, 4.1.11: who does not understand an extension that is marked as critical must refuse the token. The Hub understands none.
        if (token.TryGetHeaderValue<object>("crit", out _))
        {
            return new CredentialVerdict.Rejected("The token has critical header extensions, which the Hub does not know.");
        }

        var subject = token.Subject is { Length: > 0 } ? token.Subject : token.TryGetPayloadValue<string>("client_id", out var client) ? client : null;
        return string.IsNullOrEmpty(subject)
            ? new CredentialVerdict.Rejected("The token names nobody: it needs the claim sub or client_id.")
            : await InWorkspaceAsync(token, subject, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _discovery.Dispose();

    internal static TokenValidationParameters Rules(TokenOptions options, TimeProvider time, BaseConfigurationManager? keys)
    {
        var skew = TimeSpan.FromSeconds(options.ClockSkewSeconds);
        return new TokenValidationParameters
        {
            ConfigurationManager = keys,
            ValidIssuer = options.Issuer,
            ValidAudience = options.Audience,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
            ValidTypes = ["at+jwt", "application/at+jwt", "JWT", "jwt"],
            LifetimeValidator = (notBefore, expires, _, _) => expires > time.GetUtcNow().UtcDateTime - skew && !(notBefore > time.GetUtcNow().UtcDateTime + skew),
        };
    }

    private async Task<CredentialVerdict> InWorkspaceAsync(JsonWebToken token, string subject, CancellationToken cancellation)
    {
        string? name = _options.Workspace;
        if (_options.WorkspaceClaim is { } claim && !token.TryGetPayloadValue(claim, out name))
        {
            return new CredentialVerdict.Rejected($"The token lacks the claim {claim}, which names its workspace.");
        }

        await using var store = await _stores.CreateDbContextAsync(cancellation);
        var workspace = await store.Workspaces.AsNoTracking().SingleOrDefaultAsync(workspace => workspace.Name == name, cancellation);
        if (workspace is null)
        {
            return new CredentialVerdict.Rejected("The token's workspace does not exist. Create it, or correct HubServer:Tokens:Workspace.");
        }

        var scopes = (_options.ScopeClaims ?? DefaultScopeClaims)
            .SelectMany(type => token.Claims.Where(claim => claim.Type == type))
            .SelectMany(static claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(static scope => Scopes.Exists(scope) && !Scopes.IsOfInstance(scope));
        return new CredentialVerdict.Accepted(
            new Caller(workspace.Id, $"token:{subject}", $"token:{token.Issuer}|{subject}", workspace.Limit(scopes.ToFrozenSet(StringComparer.Ordinal))));
    }

    private static string Reason(Exception? exception) => exception switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNoExpirationException => "The token is expired, not valid yet, or has no expiry. Get a new one.",
        SecurityTokenInvalidAudienceException => "The token is for another service: its aud is not HubServer:Tokens:Audience.",
        SecurityTokenInvalidIssuerException => "The token is from another issuer than HubServer:Tokens names.",
        SecurityTokenInvalidTypeException => "The token's typ must be at+jwt or JWT.",
        SecurityTokenInvalidAlgorithmException => "The token must be signed with RS256 or ES256.",
        SecurityTokenSignatureKeyNotFoundException => "The issuer has no such signing key, or could not be reached. Check HubServer:Tokens:Authority.",
        _ => "The token is malformed, or its signature is not valid. Get a new one.",
    };
}
