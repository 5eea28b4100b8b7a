using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace RobotFunctions.Hub.Http;

/// <summary>
/// Makes any POST with an <c>Idempotency-Key</c> run once: the same request again gets the first answer again for 24 hours. A key belongs to one
/// credential and one endpoint. A refused or failed request frees its key.
/// </summary>
internal sealed class Idempotency(IdempotencyStore store) : IMiddleware
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>The longest key that is accepted.</summary>
    public const int MaxLength = 255;

    /// <inheritdoc/>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var sent = context.Request.Headers[Header];
        if (sent.Count == 0 || !HttpMethods.IsPost(context.Request.Method) || Caller.Of(context) is not { } caller || context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        if (Read(sent) is not { } key)
        {
            await Problem.BadRequest($"Send one {Header}, of 1 to {MaxLength} printable ASCII characters, such as a new UUID for each thing that is to be done once.").ExecuteAsync(context);
            return;
        }

        var id = Digest(caller.Credential, endpoint.RoutePattern.RawText ?? "", key);
        var fingerprint = await FingerprintAsync(context);
        if (await store.TryStartAsync(id, fingerprint, context.RequestAborted) is { } earlier)
        {
            await RepeatAsync(context, earlier, fingerprint);
        }
        else
        {
            await RunAsync(context, next, id);
        }
    }

    /// <summary>The key that was sent; null if it is not one that can be used.</summary>
    internal static string? Read(StringValues sent) =>
        sent is [{ Length: > 0 and <= MaxLength } key] && key.All(static letter => letter is >= ' ' and <= '~') ? key : null;

    /// <summary>A digest of texts that no other texts have, however they are split.</summary>
    internal static byte[] Digest(params ReadOnlySpan<string> parts)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            digest.AppendData(BitConverter.GetBytes(part.Length));
            digest.AppendData(Encoding.Unicode.GetBytes(part));
        }

        return digest.GetHashAndReset();
    }

    /// <summary>The digest of a request: its method, path, query and raw body.</summary>
    internal static byte[] Fingerprint(string method, string pathAndQuery, ReadOnlySpan<byte> body)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Digest(method, pathAndQuery));
        digest.AppendData(body);
        return digest.GetHashAndReset();
    }

    private static async Task<byte[]> FingerprintAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Request.Body = new MemoryStream(body.GetBuffer(), 0, (int)body.Length, writable: false);
        return Fingerprint(context.Request.Method, context.Request.Path + context.Request.QueryString, body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    private async Task RepeatAsync(HttpContext context, IdempotentRequest earlier, byte[] fingerprint)
    {
        if (!earlier.Fingerprint.AsSpan().SequenceEqual(fingerprint))
        {
            await Problem.Invalid($"This {Header} was used for another request. Use a new one for each thing that is to be done once.").ExecuteAsync(context);
        }
        else if (earlier is { Status: { } status, Answer: { } answer })
        {
            await store.Read(answer).WriteAsync(context.Response, status);
        }
        else
        {
            context.Response.Headers.RetryAfter = "1";
            await Problem.Conflict($"The first request with this {Header} still runs. Wait for the seconds in the header Retry-After, and send it again.").ExecuteAsync(context);
        }
    }

    private async Task RunAsync(HttpContext context, RequestDelegate next, byte[] id)
    {
        var client = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        var completed = false;
        try
        {
            await next(context);
            if (context.Response.StatusCode < StatusCodes.Status400BadRequest)
            {
                await store.CompleteAsync(id, context.Response.StatusCode, RecordedAnswer.Of(context.Response, answer.ToArray()), CancellationToken.None);
                completed = true;
            }
        }
        finally
        {
            context.Response.Body = client;
            if (!completed)
            {
                await store.FreeAsync(id, CancellationToken.None);
            }
        }

        answer.Position = 0;
        await answer.CopyToAsync(client, context.RequestAborted);
    }
}
