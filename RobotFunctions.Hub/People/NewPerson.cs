using RobotFunctions.Hub.Access;

namespace RobotFunctions.Hub.People;

/// <summary>A person to add.</summary>
/// <param name="Name">The name that the person will sign in with.</param>
/// <param name="Email">The e-mail address; null for none.</param>
/// <param name="Role">The role in the caller's workspace; null for no membership.</param>
/// <param name="IsAdministrator">Whether the person administers the instance.</param>
internal sealed record NewPerson(string Name, string? Email, Role? Role, bool IsAdministrator = false)
{
    /// <summary>What is wrong with it: a sentence; null if nothing is.</summary>
    public string? Problem => PersonNames.Problem(Name) ?? PersonNames.EmailProblem(Email);
}
