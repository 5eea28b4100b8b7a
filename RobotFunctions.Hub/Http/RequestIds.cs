using Microsoft.Extensions.Primitives;

namespace RobotFunctions.Hub.Http;

/// <summary>
/// The id of a request: the caller's <c>X-Request-ID</c>, or a new one. It is the <see cref="HttpContext.TraceIdentifier"/>, is in the answer, in every
/// log line of the request, in the audit and in the events.
/// </summary>
internal static class RequestIds
{
    public const string Header = "X-Request-ID";

    /// <summary>The longest id that is accepted.</summary>
    public const int MaxLength = 128;

    /// <summary>The id that the caller sent; null if it sent none, several, or one that could harm a log or a header.</summary>
    public static string? Read(StringValues sent) =>
        sent is [{ Length: > 0 and <= MaxLength } id] && id.All(static letter => letter is > ' ' and <= '~') ? id : null;

    /// <summary>Gives each request its id.</summary>
    public static void UseRequestIds(this IApplicationBuilder app)
    {
        var time = app.ApplicationServices.GetRequiredService<TimeProvider>();
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RequestIds));
        app.Use(async (context, next) =>
        {
            var id = Read(context.Request.Headers[Header]) ?? Guid.CreateVersion7(time.GetUtcNow()).ToString();
            context.TraceIdentifier = id;
            context.Response.OnStarting(static state =>
            {
                var context = (HttpContext)state;
                context.Response.Headers[Header] = context.TraceIdentifier;
                return Task.CompletedTask;
            }, context);
            using (log.BeginScope(new RequestScope(id)))
            {
                await next(context);
            }
        });
    }
}
