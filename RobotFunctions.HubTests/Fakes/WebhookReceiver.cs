using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>Receives webhooks on a loopback port. The path says how it answers: <c>/hang</c> never does, <c>/503</c> with that status, any other with 204.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedWebhook> _received;
    private readonly CancellationTokenSource _stopping;

    private WebhookReceiver(WebApplication app, ConcurrentQueue<ReceivedWebhook> received, CancellationTokenSource stopping)
    {
        (_app, _received, _stopping) = (app, received, stopping);
        Url = app.Urls.Single();
    }

    /// <summary>Its URL, without a last slash.</summary>
    public string Url { get; }

    /// <summary>What it received so far, in order.</summary>
    public IReadOnlyCollection<ReceivedWebhook> Received => _received;

    /// <summary>Starts it.</summary>
    /// <param name="answer">Answers a request instead; the number of requests before it comes with it.</param>
    public static async Task<WebhookReceiver> StartAsync(Func<HttpContext, int, Task>? answer = null)
    {
        var received = new ConcurrentQueue<ReceivedWebhook>();
        var stopping = new CancellationTokenSource();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var before = received.Count;
            received.Enqueue(new ReceivedWebhook(context.Request.Path + context.Request.QueryString, context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase), body.ToArray()));
            await (answer is null ? AnswerAsync(context, stopping.Token) : answer(context, before));
        });
        await app.StartAsync();
        return new WebhookReceiver(app, received, stopping);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private static async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        if (path == "hang")
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping).ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        context.Response.StatusCode = int.TryParse(path, out var status) ? status : StatusCodes.Status204NoContent;
    }
}

/// <summary>A webhook that was received.</summary>
internal sealed record ReceivedWebhook(string Target, IReadOnlyDictionary<string, Microsoft.Extensions.Primitives.StringValues> Headers, byte[] Body)
{
    /// <summary>The header <c>webhook-id</c>.</summary>
    public string Id => Headers["webhook-id"].ToString();
}
