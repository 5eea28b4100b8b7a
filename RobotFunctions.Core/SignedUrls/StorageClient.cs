using System.IO.Compression;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.SignedUrls;

/// <summary>
/// Reads and writes files behind signed URLs (protocol section 5). It calls only hosts that <see cref="SignedUrlPolicy"/> allows, never calls
/// internal addresses, follows no redirects, and sends nothing that identifies the robot.
/// </summary>
/// <remarks>Failures of storage are returned as a <see cref="StepFailure"/>; exceptions of the caller's reader or writer are passed through.</remarks>
public sealed class StorageClient(
    IHttpClientFactory clients, SignedUrlPolicy policy, IOptions<LimitsOptions> limits, TimeProvider time)
{
    internal const string ClientName = "storage";

    /// <summary>
    /// Streams a file to <paramref name="read"/>, decoding gzip, and returns its result. The stream fails if the file is truncated,
    /// if it is longer than <see cref="LimitsOptions.FileBytes"/>, or if storage is too slow.
    /// </summary>
    /// <param name="url">The file.</param>
    /// <param name="read">Reads the stream asynchronously; its token is also cancelled by the time limits.</param>
    /// <param name="cancellation">Cancels the transfer.</param>
    public async Task<StepOutcome<T>> DownloadAsync<T>(
        SignedUrl url, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellation)
        where T : notnull
    {
        using var deadline = new TransferDeadline(limits.Value, time, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, url.ToUri());
        var sent = await SendAsync(url, request, deadline, cancellation);
        if (sent.Failure is { } failure)
        {
            return failure;
        }

        using var response = sent.Value!;
        try
        {
            await using var content = await OpenAsync(url, response.Content, deadline);
            return await read(content, deadline.Token);
        }
        catch (TransferException exception)
        {
            return exception.Failure;
        }
        catch (OperationCanceledException) when (deadline.Expired is not null && !cancellation.IsCancellationRequested)
        {
            return TransferException.Expired(url, deadline.Expired).Failure;
        }
    }

    /// <summary>
    /// Creates or replaces a file with exactly <paramref name="length"/> bytes that <paramref name="write"/> produces while they are sent, so
    /// that memory use does not depend on the length.
    /// </summary>
    /// <param name="url">The file.</param>
    /// <param name="length">The exact number of bytes: storage does not accept uploads of unknown length.</param>
    /// <param name="write">Writes the stream asynchronously; its token is also cancelled by the time limits. It may be called again.</param>
    /// <param name="cancellation">Cancels the transfer.</param>
    public async Task<StepOutcome<Unit>> UploadAsync(
        SignedUrl url, long length, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        using var deadline = new TransferDeadline(limits.Value, time, cancellation);
        using var content = new UploadContent(url, deadline, length, write);
        using var request = new HttpRequestMessage(HttpMethod.Put, url.ToUri()) { Content = content };
        request.Headers.Add("x-ms-blob-type", "BlockBlob");

        // An error should be received before gigabytes are sent in vain.
        request.Headers.ExpectContinue = length > 0;
        var sent = await SendAsync(url, request, deadline, cancellation);
        sent.Value?.Dispose();
        return sent.Failure is { } failure ? failure : Unit.Value;
    }

    private async Task<StepOutcome<HttpResponseMessage>> SendAsync(
        SignedUrl url, HttpRequestMessage request, TransferDeadline deadline, CancellationToken cancellation)
    {
        if (policy.Check(url) is { } refusal)
        {
            return new StepFailure(FailureKind.Misconfigured, refusal);
        }

        try
        {
            deadline.StartWaiting();
            var response = await clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            deadline.StopWaiting();
            if (StorageAnswer.Failure(response, url, time.GetUtcNow()) is { } failure)
            {
                response.Dispose();
                return failure;
            }

            return response;
        }
        catch (Exception) when (request.Content is UploadContent { WriterFailure: not null } content)
        {
            content.WriterFailure.Throw();
            throw;
        }
        catch (TransferException exception)
        {
            return exception.Failure;
        }
        catch (HttpRequestException refused) when (refused.InnerException is AddressRefusedException)
        {
            return new StepFailure(
                FailureKind.Misconfigured, $"{refused.InnerException.Message} Set Storage:AllowPrivateAddresses if the repository's storage is there.");
        }
        catch (HttpRequestException exception)
        {
            return new StepFailure(FailureKind.Transient, $"Storage could not be reached at {url}: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return TransferException.Expired(url, deadline.Expired ?? "could not be connected to in time").Failure;
        }
    }

    private async Task<DownloadStream> OpenAsync(SignedUrl url, HttpContent content, TransferDeadline deadline)
    {
        var limit = limits.Value.FileBytes;
        if (content.Headers.ContentLength > limit)
        {
            throw TransferException.TooLong(url, limit);
        }

        var raw = await content.ReadAsStreamAsync(deadline.Token);
        var decoded = string.Join(", ", content.Headers.ContentEncoding) switch
        {
            "" or "identity" => raw,
            "gzip" => new GZipStream(raw, CompressionMode.Decompress),
            var encoding => throw TransferException.Encoded(url, encoding),
        };
        return new DownloadStream(decoded, url, deadline, limit);
    }
}
