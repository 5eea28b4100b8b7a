using Microsoft.AspNetCore.Antiforgery;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Pages;

/// <summary>What pages have in common.</summary>
internal static class PageServices
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<FlashMessages>();
        return services.AddSingleton<Navigation>();
    }

    /// <summary>Lets browsers have problems as pages. Under <c>/api</c> they stay JSON.</summary>
    public static void UseProblemPages(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/api") && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Features.Set<ProblemRenderer>(static (context, problem) =>
                new HtmlPage<ProblemPage>(new() { [nameof(ProblemPage.Status)] = problem.Status, [nameof(ProblemPage.Detail)] = problem.Detail }, problem.Status).ExecuteAsync(context));
        }

        return next(context);
    });

    /// <summary>States that these endpoints are pages and forms: what changes something needs the token of a form.</summary>
    public static T AsPages<T>(this T pages)
        where T : IEndpointConventionBuilder => pages.WithMetadata(new RequireAntiforgeryTokenAttribute(), new ExcludeFromDescriptionAttribute());

    /// <summary>Links the page from the pages of its workspace.</summary>
    /// <param name="page">The page.</param>
    /// <param name="text">The text of the link.</param>
    /// <param name="order">Its place: lower is further left.</param>
    /// <param name="notices">What waits there for the person who makes a request; null for nothing ever.</param>
    public static T WithNavigation<T>(this T page, string text, int order, Func<HttpContext, Task<IReadOnlyList<NavigationNotice>>>? notices = null)
        where T : IEndpointConventionBuilder => page.WithMetadata(new NavigationItem(text, order, notices));
}
