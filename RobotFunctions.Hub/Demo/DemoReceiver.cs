using System.Net.Mime;
using System.Text.Json;
using RobotFunctions.Core.Webhooks;

namespace RobotFunctions.Hub.Demo;

/// <summary>The receiver of the tour, as an application server would have one: it verifies each webhook and prints the event.</summary>
internal sealed class DemoReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly WebhookVerifier _verifier;
    private readonly TextWriter _output;

    private DemoReceiver(TextWriter output, TimeProvider time)
    {
        (_output, _verifier) = (output, new WebhookVerifier(time));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    /// <summary>Where it listens; known once it was started.</summary>
    public string Url => $"{_app.Urls.Single()}/";

    /// <summary>The secret of the Hub's webhooks; until it is set, nothing is taken.</summary>
    public WebhookSecret? Secret { get; set; }

    /// <summary>Starts it on a free port of this machine.</summary>
    public static async Task<DemoReceiver> StartAsync(TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        var receiver = new DemoReceiver(output, time);
        await receiver._app.StartAsync(cancellation);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var sent = context.Request.Headers;
        var headers = new WebhookHeaders(sent[WebhookHeaders.IdName], sent[WebhookHeaders.TimestampName], sent[WebhookHeaders.SignatureName]);
        if (Secret is null || context.Request.ContentType?.StartsWith(MediaTypeNames.Application.Json, StringComparison.Ordinal) != true
            || _verifier.Verify(headers, body.ToArray(), Secret) != WebhookVerdict.Valid)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var received = JsonDocument.Parse(body.ToArray());
        await _output.WriteLineAsync($"Received, signature valid: {received.RootElement.GetProperty("type")} {received.RootElement.GetProperty("subject")}");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
