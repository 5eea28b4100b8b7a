using System.Text.Json.Serialization;
using RobotFunctions.Hub.Access;

namespace RobotFunctions.Hub.People;

/// <summary>A person of the instance as administrators see them.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name that the person signs in with.</param>
/// <param name="Email">The e-mail address; null for none.</param>
/// <param name="IsAdministrator">Whether the person administers the instance.</param>
/// <param name="IsDisabled">Whether an administrator keeps the person from signing in.</param>
/// <param name="LockedUntil">Until when the name is locked after wrong passwords or codes; null if it is not.</param>
/// <param name="HasPassword">Whether the person has set a password. Who has not, and does not come from the provider, has a one-time link or needs one.</param>
/// <param name="FromProvider">Whether the person signs in at the OpenID Connect provider.</param>
/// <param name="HasSecondFactor">Whether an authenticator app is asked for after the password.</param>
/// <param name="CreatedAt">When the account was made.</param>
/// <param name="LastSignInAt">When the person signed in last; null for never.</param>
public sealed record PersonView(
    Guid Id,
    string Name,
    string? Email,
    bool IsAdministrator,
    bool IsDisabled,
    DateTimeOffset? LockedUntil,
    bool HasPassword,
    bool FromProvider,
    bool HasSecondFactor,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSignInAt)
{
    /// <summary>The workspaces that the person is a member of, by name; only in the answer about one person.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PersonWorkspace>? Workspaces { get; init; }

    /// <summary>How many passkeys the person has; only in the answer about one person.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Passkeys { get; init; }

    /// <summary>In how many browsers the person is signed in; only in the answer about one person.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Sessions { get; init; }

    internal static PersonView Of(Person person, bool fromProvider, DateTimeOffset now) => new(
        person.Id,
        person.Name,
        person.Email,
        person.IsAdministrator,
        person.DisabledAt is not null,
        person.LockoutEnd > now ? person.LockoutEnd : null,
        person.PasswordHash is not null,
        fromProvider,
        person.TwoFactorEnabled,
        person.CreatedAt,
        person.LastSignInAt);
}

/// <summary>A workspace of a person.</summary>
/// <param name="Name">The name of the workspace.</param>
/// <param name="Role">The person's role in it.</param>
/// <param name="FromGroups">Whether the groups of the OpenID Connect provider give the role.</param>
public sealed record PersonWorkspace(string Name, Role Role, bool FromGroups);

/// <summary>A person and a link with which they choose a password. It works once, and is not shown again; null for a person who has an account already.</summary>
internal sealed record LinkedPerson(Guid Id, string Name, string? Link);

/// <summary>The body that adds a person.</summary>
/// <param name="Name">The name that the person signs in with.</param>
/// <param name="Email">The e-mail address; absent for none.</param>
/// <param name="IsAdministrator">Whether the person administers the instance.</param>
/// <param name="Workspace">The workspace that the person becomes a member of.</param>
/// <param name="Role">The role in it; absent for no membership.</param>
internal sealed record PersonCreation(string Name, string? Email = null, bool IsAdministrator = false, string Workspace = Access.Workspace.DefaultName, Role? Role = null);

/// <summary>The body that changes a person.</summary>
/// <param name="IsAdministrator">Whether the person administers the instance.</param>
internal sealed record PersonPatch(bool IsAdministrator);

/// <summary>The body of a reset.</summary>
/// <param name="SecondFactor">Whether the authenticator app and the recovery codes are removed too.</param>
internal sealed record PersonReset(bool SecondFactor = false);
