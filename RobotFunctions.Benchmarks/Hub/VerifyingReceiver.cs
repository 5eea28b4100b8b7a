using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using StandardWebhooks;

namespace RobotFunctions.Benchmarks.Hub;

/// <summary>
/// A receiver of webhooks on a loopback port. It verifies each signature with the reference library of Standard Webhooks, and never answers under
/// <c>/hang/</c>.
/// </summary>
internal sealed class VerifyingReceiver : IAsyncDisposable
{
    private readonly StandardWebhook _verifier;
    private readonly WebApplication _app;
    private readonly HashSet<string> _ids = [];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _expected;
    private long _first;
    private long _last;

    private VerifyingReceiver(string secret, int expected)
    {
        _verifier = new StandardWebhook(secret);
        _expected = expected;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1));
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    public Uri Url => new(_app.Urls.Single());

    /// <summary>Ends when all the expected events have arrived.</summary>
    public Task All => _all.Task;

    /// <summary>How many arrived more than once.</summary>
    public int Duplicates { get; private set; }

    /// <summary>How many different ones have arrived.</summary>
    public int Received
    {
        get
        {
            lock (_ids)
            {
                return _ids.Count;
            }
        }
    }

    /// <summary>Events per second, from the first to the last.</summary>
    public double PerSecond => Received / Stopwatch.GetElapsedTime(_first, _last).TotalSeconds;

    public static async Task<VerifyingReceiver> StartAsync(string secret, int expected)
    {
        var receiver = new VerifyingReceiver(secret, expected);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (context.Request.Path.StartsWithSegments("/hang"))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }

        _verifier.Verify(body, context.Request.Headers);
        Count(context.Request.Headers["webhook-id"]!);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private void Count(string id)
    {
        lock (_ids)
        {
            if (_first == 0)
            {
                _first = Stopwatch.GetTimestamp();
            }

            _last = Stopwatch.GetTimestamp();
            if (!_ids.Add(id))
            {
                Duplicates++;
            }
            else if (_ids.Count == _expected)
            {
                _all.TrySetResult();
            }
        }
    }
}
