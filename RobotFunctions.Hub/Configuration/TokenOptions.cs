using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Hub.Configuration;

/// <summary>Which JSON Web Tokens are accepted beside API keys, section <c>HubServer:Tokens</c>. Without an authority none are.</summary>
public sealed class TokenOptions : IValidatableObject
{
    /// <summary>The OpenID Connect provider whose keys sign the tokens, and from whose discovery document they are read. HTTPS, except on this machine.</summary>
    public Uri? Authority { get; set; }

    /// <summary>The <c>iss</c> that tokens must have. Null: the issuer of the discovery document.</summary>
    public string? Issuer { get; set; }

    /// <summary>The <c>aud</c> that tokens must have. Required with an authority.</summary>
    public string? Audience { get; set; }

    /// <summary>The claims that scopes are read from.</summary>
    /// <value>Null: <c>scope</c>, <c>scp</c> and <c>roles</c>.</value>
    public IReadOnlyList<string>? ScopeClaims { get; set; }

    /// <summary>How far, in seconds, the clocks of the issuer and the Hub may differ.</summary>
    /// <value>Default: 60.</value>
    [Range(0, 600, ErrorMessage = "Tokens:ClockSkewSeconds must be between 0 and 600.")]
    public int ClockSkewSeconds { get; set; } = 60;

    /// <summary>The name of the workspace that tokens belong to.</summary>
    /// <value>Default: <c>default</c>.</value>
    [Required]
    public string Workspace { get; set; } = "default";

    /// <summary>The claim with the name of the workspace. A token without it is refused. Null: all tokens belong to <see cref="Workspace"/>.</summary>
    public string? WorkspaceClaim { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is { IsAbsoluteUri: false } || (Authority is { IsLoopback: false } && Authority.Scheme != Uri.UriSchemeHttps))
        {
            yield return new ValidationResult("Tokens:Authority must be an HTTPS URL (HTTP only on this machine): whoever can change the answer chooses which tokens are accepted.");
        }

        if (Authority is not null && string.IsNullOrWhiteSpace(Audience))
        {
            yield return new ValidationResult("Tokens:Audience is required with Tokens:Authority: without it a token for another service would be accepted.");
        }

        if (Authority is null && (Issuer is not null || Audience is not null))
        {
            yield return new ValidationResult("Tokens:Authority is missing. Set it to the URL of the OpenID Connect provider that issues the tokens.");
        }
    }
}
