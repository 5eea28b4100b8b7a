using Microsoft.AspNetCore.Diagnostics;

namespace RobotFunctions.Hub.Http;

/// <summary>Writes one log line per request. It has the route's template, not the URL: paths and queries may contain what is nobody's business.</summary>
internal static partial class AccessLog
{
    public static void UseAccessLog(this IApplicationBuilder app)
    {
        var time = app.ApplicationServices.GetRequiredService<TimeProvider>();
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("RobotFunctions.Hub.AccessLog");
        app.Use(async (context, next) =>
        {
            var began = time.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                // Whoever answers an exception takes the endpoint away first.
                var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
                var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
                LogRequest(log, context.Request.Method, route, context.Response.StatusCode, (long)time.GetElapsedTime(began).TotalMilliseconds, Caller.Of(context)?.Actor ?? "anonymous");
            }
        });
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Route} was answered with {Status} in {Milliseconds} ms to {Caller}.")]
    private static partial void LogRequest(ILogger log, string method, string route, int status, long milliseconds, string caller);
}
