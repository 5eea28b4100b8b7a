using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.Http;

/// <summary>Where a public URL is set, it is the scheme and the host of every request, whatever its header <c>Host</c> says: redirects, links and cookies follow it.</summary>
internal static class PublicUrls
{
    public static void UsePublicUrl(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<HubOptions>().PublicUrl is not { } url)
        {
            return;
        }

        var host = new HostString(url.Authority);
        app.Use((context, next) =>
        {
            (context.Request.Scheme, context.Request.Host) = (url.Scheme, host);
            return next(context);
        });
    }
}
