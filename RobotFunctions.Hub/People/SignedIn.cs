using RobotFunctions.Hub.Access;

namespace RobotFunctions.Hub.People;

/// <summary>The person who is signed in.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Name">The name that they sign in with.</param>
/// <param name="IsAdministrator">Whether they are an administrator of the instance, who creates workspaces and people.</param>
/// <param name="SessionId">The session; not a secret.</param>
/// <param name="Workspace">The name of the workspace of the page; null on a page of no workspace.</param>
/// <param name="Role">Their role in it; null on a page of no workspace.</param>
internal sealed record SignedIn(Guid PersonId, string Name, bool IsAdministrator, Guid SessionId, string? Workspace, Role? Role)
{
    /// <summary>The name in the audit and the log.</summary>
    public string Actor => $"person:{Name}";

    /// <summary>Who is signed in; null if nobody is.</summary>
    public static SignedIn? Of(HttpContext context) => context.Features.Get<SignedIn>();

    /// <summary>Gives pages their parameter.</summary>
    /// <exception cref="InvalidOperationException">The page allows anyone, so there may be nobody.</exception>
    public static ValueTask<SignedIn> BindAsync(HttpContext context) => ValueTask.FromResult(
        Of(context) ?? throw new InvalidOperationException($"The page {context.GetEndpoint()?.DisplayName} takes a {nameof(SignedIn)} but allows anyone."));
}
