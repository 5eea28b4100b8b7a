using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.People;

/// <summary>Who somebody is at the OpenID Connect provider.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The person there; it never changes.</param>
/// <param name="Name">The name for people; it may change, and proves nothing.</param>
/// <param name="Email">The e-mail address; null for none.</param>
/// <param name="EmailVerified">Whether the provider has verified it.</param>
/// <param name="Groups">The groups.</param>
internal sealed record OidcIdentity(string Issuer, string Subject, string Name, string? Email, bool EmailVerified, IReadOnlyList<string> Groups);

/// <summary>What the settings make of an identity.</summary>
/// <param name="MaySignIn">Whether the person may sign in at all.</param>
/// <param name="Roles">The roles that the groups give, by the names of workspaces.</param>
/// <param name="IsAdministrator">Whether the person administers the instance; null where no group decides that.</param>
internal sealed record OidcDecision(bool MaySignIn, IReadOnlyDictionary<string, Role> Roles, bool? IsAdministrator)
{
    /// <summary>Decides. Of several roles in a workspace the highest counts; groups are compared letter by letter.</summary>
    public static OidcDecision Of(OidcOptions options, OidcIdentity identity)
    {
        var groups = identity.Groups.ToHashSet(StringComparer.Ordinal);
        var roles = options.Roles.Where(given => groups.Contains(given.Group))
            .GroupBy(static given => given.Workspace, static given => Access.Roles.Parse(given.Role)!.Value, StringComparer.Ordinal)
            .ToDictionary(static given => given.Key, static given => given.Max(), StringComparer.Ordinal);
        bool? administrator = options.AdministratorGroup is { } group ? groups.Contains(group) : null;
        var domain = identity is { EmailVerified: true, Email: { } email } ? email[(email.LastIndexOf('@') + 1)..] : null;
        var maySignIn = roles.Count > 0 || administrator == true || options.AllowedGroups.Any(groups.Contains)
            || (domain is { Length: > 0 } && options.AllowedDomains.Contains(domain, StringComparer.OrdinalIgnoreCase));
        return new OidcDecision(maySignIn, roles, administrator);
    }
}
