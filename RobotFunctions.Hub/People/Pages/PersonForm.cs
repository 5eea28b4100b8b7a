using RobotFunctions.Hub.Access;

namespace RobotFunctions.Hub.People.Pages;

/// <summary>The form that adds a person of the instance, as it was typed.</summary>
/// <param name="Name">The name.</param>
/// <param name="Email">The e-mail address; empty for none.</param>
/// <param name="Workspace">The name of the workspace.</param>
/// <param name="Role">The role in it, or <see cref="NoRole"/>.</param>
/// <param name="IsAdministrator">Whether the person administers the instance.</param>
public sealed record PersonForm(string Name, string Email, string Workspace, string Role, bool IsAdministrator)
{
    /// <summary>The choice of no membership.</summary>
    public const string NoRole = "none";

    /// <summary>The form before anything is typed.</summary>
    public static readonly PersonForm Empty = new("", "", Access.Workspace.DefaultName, Roles.NameOf(Access.Role.Viewer), IsAdministrator: false);

    internal static PersonForm Read(IFormCollection form) => new(
        form["name"].ToString().Trim(), form["email"].ToString().Trim(), form["workspace"].ToString(), form["role"].ToString(), form["administrator"].ToString() == "on");

    /// <summary>The person to add; null if the role is none of the choices.</summary>
    internal NewPerson? ToInput() => Role is NoRole || Roles.Parse(Role) is not null
        ? new NewPerson(Name, Email.Length == 0 ? null : Email, Roles.Parse(Role), IsAdministrator)
        : null;
}
