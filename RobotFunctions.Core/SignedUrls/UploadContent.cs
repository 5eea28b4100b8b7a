using System.Net;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.SignedUrls;

/// <summary>The body of an upload: exactly the announced number of bytes, which the writer produces while they are sent.</summary>
internal sealed class UploadContent : HttpContent
{
    private readonly SignedUrl _url;
    private readonly TransferDeadline _deadline;
    private readonly long _length;
    private readonly Func<Stream, CancellationToken, Task> _write;

    public UploadContent(SignedUrl url, TransferDeadline deadline, long length, Func<Stream, CancellationToken, Task> write)
    {
        _url = url;
        _deadline = deadline;
        _length = length;
        _write = write;
        Headers.ContentType = new MediaTypeHeaderValue("application/jsonl");
    }

    /// <summary>The exception of the writer before the HTTP client wrapped it; null if there was none.</summary>
    public ExceptionDispatchInfo? WriterFailure { get; private set; }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        _deadline.StopWaiting();
        await using var body = new UploadStream(stream, _url, _deadline, _length);
        try
        {
            await _write(body, _deadline.Token);
            body.EnsureComplete();
        }
        catch (Exception failure) when (failure is not TransferException && !_deadline.Token.IsCancellationRequested)
        {
            WriterFailure = ExceptionDispatchInfo.Capture(failure);
            throw;
        }

        _deadline.StartWaiting();
    }
}
