using Microsoft.AspNetCore.Components;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Pages;

/// <summary>A page of a workspace: <c>@inherits WorkspacePage</c>.</summary>
public abstract class WorkspacePage : ComponentBase
{
    /// <summary>The request that is answered.</summary>
    [CascadingParameter]
    protected HttpContext Context { get; set; } = default!;

    private protected Caller Caller => Caller.Of(Context)!;

    /// <summary>The path of a page or form of this workspace.</summary>
    /// <param name="rest">What follows the workspace: <c>keys/new</c>.</param>
    protected string PathOf(string rest) => WorkspacePath.Of(Context, rest);

    /// <summary>Whether the person may do what needs a scope. What they may not is not shown; the form's endpoint checks it again.</summary>
    protected bool May(string scope) => Caller.Scopes.Contains(scope);
}
