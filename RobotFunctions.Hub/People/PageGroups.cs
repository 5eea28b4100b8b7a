using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;

namespace RobotFunctions.Hub.People;

/// <summary>The groups that pages are mapped in. Like other endpoints, a page states who may see it.</summary>
internal static class PageGroups
{
    /// <summary>Pages of a workspace, under <c>/w/{workspace}</c>. Who is not its member gets 404. The handlers take a <see cref="Caller"/> as the API's do.</summary>
    public static RouteGroupBuilder MapPageGroup(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup($"/w/{{{Navigation.Workspace}}}").WithMetadata(new PageMark()).AsPages();
        pages.RequireAuthorization(static policy => policy.AddAuthenticationSchemes(PersonAuthentication.SchemeName).RequireClaim(PersonAuthentication.WorkspaceClaim));
        return pages;
    }

    /// <summary>Pages of no workspace, such as sign-in and account. The handlers take a <see cref="SignedIn"/> where a person must be signed in.</summary>
    public static RouteGroupBuilder MapPersonGroup(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").WithMetadata(new PageMark()).AsPages();
        pages.RequireAuthorization(static policy => policy.AddAuthenticationSchemes(PersonAuthentication.SchemeName).RequireAuthenticatedUser());
        return pages;
    }
}
