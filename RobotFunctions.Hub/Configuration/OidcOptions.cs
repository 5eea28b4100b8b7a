using System.ComponentModel.DataAnnotations;

namespace RobotFunctions.Hub.Configuration;

/// <summary>The OpenID Connect provider that people sign in with, section <c>HubServer:SignIn:Oidc</c>. Without an authority there is none.</summary>
public sealed class OidcOptions : IValidatableObject
{
    /// <summary>The URL of the provider, whose discovery document is read. HTTPS, except on this machine.</summary>
    public Uri? Authority { get; set; }

    /// <summary>The id under which the Hub is registered there, with the redirect URI <c>PublicUrl/sign-in/oidc/callback</c>.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret of that registration; null for a public client.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The text of the button.</summary>
    /// <value>Default: <c>Sign in with single sign-on</c>.</value>
    public string ButtonText { get; set; } = "Sign in with single sign-on";

    /// <summary>The scopes that are asked for.</summary>
    /// <value>Null: <c>openid</c>, <c>profile</c> and <c>email</c>.</value>
    public IReadOnlyList<string>? Scopes { get; set; }

    /// <summary>The claim with the groups of a person: a list, or one text.</summary>
    /// <value>Default: <c>groups</c>.</value>
    [Required]
    public string GroupClaim { get; set; } = "groups";

    /// <summary>Who is in one of these groups may sign in.</summary>
    public IList<string> AllowedGroups { get; } = [];

    /// <summary>Who has a verified e-mail address at one of these domains may sign in.</summary>
    public IList<string> AllowedDomains { get; } = [];

    /// <summary>Who is in this group administers the instance; null for nobody.</summary>
    public string? AdministratorGroup { get; set; }

    /// <summary>Which groups give which roles. Who is in one of them may sign in.</summary>
    public IList<GroupRoleOptions> Roles { get; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is null)
        {
            if (ClientId is not null || ClientSecret is not null || Roles.Count > 0)
            {
                yield return new ValidationResult("SignIn:Oidc:Authority is missing. Set it to the URL of the OpenID Connect provider.");
            }

            yield break;
        }

        if (!Authority.IsAbsoluteUri || (!Authority.IsLoopback && Authority.Scheme != Uri.UriSchemeHttps))
        {
            yield return new ValidationResult("SignIn:Oidc:Authority must be an HTTPS URL (HTTP only on this machine): whoever can change its answers can sign in as anybody.");
        }

        if (string.IsNullOrWhiteSpace(ClientId))
        {
            yield return new ValidationResult("SignIn:Oidc:ClientId is missing: the id under which the Hub is registered at the provider.");
        }

        if (AllowedGroups.Count == 0 && AllowedDomains.Count == 0 && Roles.Count == 0 && AdministratorGroup is null)
        {
            yield return new ValidationResult(
                "SignIn:Oidc does not say who may sign in. Set AllowedGroups, AllowedDomains, Roles or AdministratorGroup: a public provider would let in everybody.");
        }

        foreach (var role in Roles.Where(static role => string.IsNullOrWhiteSpace(role.Group) || role.Role is not ("viewer" or "member" or "admin")))
        {
            yield return new ValidationResult($"SignIn:Oidc:Roles has group '{role.Group}' with role '{role.Role}'. Name a group, and viewer, member or admin.");
        }
    }
}

/// <summary>A role that a group gives.</summary>
public sealed class GroupRoleOptions
{
    /// <summary>The group, as the claim has it.</summary>
    public string Group { get; set; } = "";

    /// <summary>The name of the workspace.</summary>
    /// <value>Default: <c>default</c>.</value>
    public string Workspace { get; set; } = "default";

    /// <summary><c>viewer</c>, <c>member</c> or <c>admin</c>. The highest counts.</summary>
    public string Role { get; set; } = "";
}
