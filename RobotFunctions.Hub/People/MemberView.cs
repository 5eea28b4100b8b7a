using RobotFunctions.Hub.Access;

namespace RobotFunctions.Hub.People;

/// <summary>A member of a workspace as it is shown.</summary>
public sealed record MemberView(Guid Id, string Name, string? Email, Role Role, bool FromGroups, bool IsDisabled, DateTimeOffset CreatedAt)
{
    internal static MemberView Of(Person person, Membership membership) => new(
        person.Id, person.Name, person.Email, membership.Role, membership.FromGroups, person.DisabledAt is not null, membership.CreatedAt);
}

/// <summary>A new member. The link sets the password; it works once, and is not shown again. It is null for a person who has an account already.</summary>
internal sealed record NewMemberView(Guid Id, string Name, Role Role, string? InvitationLink);

/// <summary>The body that adds a member.</summary>
/// <param name="Name">The name that the person signs in with.</param>
/// <param name="Role">The role.</param>
/// <param name="Email">The e-mail address; absent for none.</param>
internal sealed record MemberCreation(string Name, Role Role, string? Email = null);

/// <summary>The body that changes a member.</summary>
/// <param name="Role">The new role.</param>
internal sealed record MemberPatch(Role Role);

/// <summary>A workspace as it is shown.</summary>
internal sealed record WorkspaceView(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? ArchivedAt, bool RequireIfMatch)
{
    public static WorkspaceView Of(Workspace workspace) => new(workspace.Id, workspace.Name, workspace.CreatedAt, workspace.ArchivedAt, workspace.RequireIfMatch);
}

/// <summary>The body that creates a workspace.</summary>
/// <param name="Name">1 to 63 lower-case letters, digits and hyphens.</param>
internal sealed record WorkspaceCreation(string Name);

/// <summary>The body that changes a workspace.</summary>
/// <param name="RequireIfMatch">Whether changes of objects that have an ETag are refused without <c>If-Match</c>.</param>
internal sealed record WorkspacePatch(bool RequireIfMatch);
