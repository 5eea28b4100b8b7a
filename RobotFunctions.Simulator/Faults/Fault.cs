using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using RobotFunctions.Simulator.Calls;

namespace RobotFunctions.Simulator.Faults;

/// <summary>The available faults for a <see cref="FaultList"/>.</summary>
public static class Fault
{
    /// <summary>The connection is dropped before anything is processed.</summary>
    public static Task DropBefore(HttpContext context, RequestDelegate next)
    {
        Drop(context);
        return Task.CompletedTask;
    }

    /// <summary>The call is processed, but the connection is dropped instead of an answer.</summary>
    public static async Task LoseReply(HttpContext context, RequestDelegate next)
    {
        context.Response.Body = Stream.Null;
        await next(context);
        Drop(context);
    }

    /// <summary>There is no response until the caller gives up.</summary>
    public static async Task Hang(HttpContext context, RequestDelegate next)
    {
        await GivenUpAsync(context);
        Drop(context);
    }

    /// <summary>The response body is compressed although the caller did not ask for it.</summary>
    public static async Task Gzip(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.ContentLength = null;
            context.Response.Headers.ContentEncoding = "gzip";
            return Task.CompletedTask;
        });
        await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        context.Response.Body = gzip;
        await next(context);
    }

    /// <summary>The call is not processed; the response has this status and text.</summary>
    public static FaultAction Answer(int status, string? body = null, string? retryAfter = null) => async (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        if (body is not null)
        {
            context.Response.ContentType = body.StartsWith('{') ? "application/json" : "text/plain; charset=utf-8";
            await context.Response.WriteAsync(body, context.RequestAborted);
        }
    };

    /// <summary>429 with a <c>Retry-After</c> in seconds.</summary>
    public static FaultAction TooManyRequests(int retryAfterSeconds) =>
        Answer(429, """{"detail":"Too Many Requests"}""", retryAfterSeconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>The caller is redirected.</summary>
    public static FaultAction Redirect(Uri location, int status = 307) => (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location.OriginalString;
        return Task.CompletedTask;
    };

    /// <summary>The call is processed after <paramref name="gate"/> has completed.</summary>
    public static FaultAction WaitFor(Task gate) => async (context, next) =>
    {
        await gate.WaitAsync(context.RequestAborted);
        await next(context);
    };

    /// <summary>The connection is dropped after this many bytes of the request body.</summary>
    public static FaultAction CutUpload(int afterBytes) => async (context, _) =>
    {
        var buffer = new byte[4096];
        for (var left = afterBytes; left > 0;)
        {
            var read = await context.Request.Body.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), context.RequestAborted);
            if (read == 0)
            {
                break;
            }

            left -= read;
        }

        Drop(context);
    };

    /// <summary>The response ends after this many bytes of its body, fewer than its Content-Length.</summary>
    public static FaultAction CutDownload(int afterBytes) => Spoil(body => new TruncatedBody(body, afterBytes));

    /// <summary>The response stalls after this many bytes of its body until the caller gives up.</summary>
    public static FaultAction Stall(int afterBytes) => async (context, next) =>
    {
        context.Response.Body = new TruncatedBody(context.Response.Body, afterBytes);
        await next(context);
        await context.Response.Body.FlushAsync(CancellationToken.None);
        await GivenUpAsync(context);
    };

    /// <summary>The response body is sent in pieces of this size, one per <paramref name="interval"/>.</summary>
    public static FaultAction Drip(int dropBytes, TimeSpan interval, TimeProvider time) =>
        Spoil(body => new DrippingBody(body, dropBytes, interval, time));

    private static FaultAction Spoil(Func<Stream, Stream> spoil) => (context, next) =>
    {
        context.Response.Body = spoil(context.Response.Body);
        return next(context);
    };

    private static void Drop(HttpContext context) => context.Features.GetRequiredFeature<ReceivedCall>().Drop(context);

    private static async Task GivenUpAsync(HttpContext context)
    {
        var givenUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(givenUp.SetResult);
        await givenUp.Task;
    }
}
