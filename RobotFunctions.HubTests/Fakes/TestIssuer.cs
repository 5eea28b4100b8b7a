using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>An issuer of tokens on loopback, with its discovery document and its keys.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "hub";

    /// <summary>A client that gets tokens by client credentials.</summary>
    public const string ClientId = "bot";

    /// <summary>The secret of the client.</summary>
    public const string ClientSecret = "only-the-bot-knows";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly LoopbackServer _server;

    private TestIssuer() => _server = new LoopbackServer(exchange => exchange.Target == "/token"
        ? GrantAsync(exchange)
        : exchange.AnswerAsync(200, Answer(exchange.Target), ("Content-Type", "application/json")));

    public static TestIssuer Start() => new();

    public string Url => _server.Url;

    /// <summary>The settings of a Hub that accepts its tokens.</summary>
    public IEnumerable<(string Name, string Value)> Settings => [("HubServer:Tokens:Authority", Url), ("HubServer:Tokens:Audience", Audience)];

    /// <summary>The issuer's public RSA key as text, which an attacker would use as the secret of HS256.</summary>
    public byte[] PublicKey => Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem());

    /// <summary>Issues a token.</summary>
    /// <param name="at">The time of issue.</param>
    /// <param name="algorithm">How it is signed.</param>
    /// <param name="type">Its <c>typ</c>.</param>
    /// <param name="change">Changes what is in it.</param>
    public string Issue(DateTimeOffset at, string algorithm = "RS256", string type = "at+jwt", Action<SecurityTokenDescriptor>? change = null)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Url,
            Audience = Audience,
            IssuedAt = at.UtcDateTime,
            NotBefore = at.UtcDateTime,
            Expires = at.UtcDateTime.AddMinutes(5),
            TokenType = type,
            Claims = new Dictionary<string, object> { ["sub"] = "app", ["scope"] = "ping keys:write" },
            SigningCredentials = new SigningCredentials(Key(algorithm), algorithm),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>A token whose header and payload are these, and whose signature is empty.</summary>
    public static string Unsigned(string header, string payload) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.";

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _rsa.Dispose();
        _ecdsa.Dispose();
    }

    private SecurityKey Key(string algorithm) => algorithm switch
    {
        "ES256" => new ECDsaSecurityKey(_ecdsa) { KeyId = "ec" },
        "HS256" => new SymmetricSecurityKey(PublicKey) { KeyId = "rsa" },
        _ => new RsaSecurityKey(_rsa) { KeyId = "rsa" },
    };

    // Client credentials, RFC 6749, 4.4.
    private async Task GrantAsync(LoopbackExchange exchange)
    {
        await exchange.ReadBodyAsync();
        var form = QueryHelpers.ParseQuery(exchange.Text);
        var isKnown = form["grant_type"] == "client_credentials" && form["client_id"] == ClientId && form["client_secret"] == ClientSecret && form["audience"] == Audience;
        var token = isKnown ? Issue(TimeProvider.System.GetUtcNow(), change: descriptor => descriptor.Claims["scope"] = $"{form["scope"]}") : null;
        await exchange.AnswerAsync(isKnown ? 200 : 401, isKnown ? JsonSerializer.Serialize(new { access_token = token, token_type = "Bearer" }) : """{"error":"invalid_client"}""", ("Content-Type", "application/json"));
    }

    private string Answer(string target)
    {
        if (target.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal))
        {
            return JsonSerializer.Serialize(new { issuer = Url, jwks_uri = $"{Url}/keys", token_endpoint = $"{Url}/token" });
        }

        var rsa = _rsa.ExportParameters(includePrivateParameters: false);
        var ec = _ecdsa.ExportParameters(includePrivateParameters: false);
        return JsonSerializer.Serialize(new
        {
            keys = new object[]
            {
                new { kty = "RSA", kid = "rsa", use = "sig", n = Base64Url.EncodeToString(rsa.Modulus), e = Base64Url.EncodeToString(rsa.Exponent) },
                new { kty = "EC", kid = "ec", use = "sig", crv = "P-256", x = Base64Url.EncodeToString(ec.Q.X), y = Base64Url.EncodeToString(ec.Q.Y) },
            },
        });
    }
}
