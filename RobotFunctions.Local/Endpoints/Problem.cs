using System.Globalization;
using RobotFunctions.Core.Endpoints;

namespace RobotFunctions.Local.Endpoints;

/// <summary>Writes RFC 9457 problem details.</summary>
internal static class Problem
{
    public static Task WriteAsync(HttpContext context, int status, string detail, TimeSpan? retryAfter = null)
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return context.Response.WriteAsJsonAsync(
            ProblemAnswer.Of(status, detail),
            EndpointJsonContext.Default.ProblemAnswer,
            ProblemAnswer.MediaType,
            context.RequestAborted);
    }
}
