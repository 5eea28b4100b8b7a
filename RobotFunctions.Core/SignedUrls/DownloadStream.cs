using RobotFunctions.Core.Protocol;
namespace RobotFunctions.Core.SignedUrls;

/// <summary>The content of a download as its reader sees it: bounded in length and time. Network failures are distinguishable from the reader's own exceptions.</summary>
internal sealed class DownloadStream(Stream content, SignedUrl url, TransferDeadline deadline, long limit) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var joined = deadline.Join(cancellationToken);
        int read;
        try
        {
            var reading = content.ReadAsync(buffer, joined?.Token ?? deadline.Token);
            read = reading.IsCompletedSuccessfully ? reading.Result : await WaitAsync(reading);
        }
        catch (OperationCanceledException cancelled) when (deadline.Expired is { } expired)
        {
            throw TransferException.Expired(url, expired, cancelled);
        }
        catch (IOException broken)
        {
            throw TransferException.Broken(url, broken);
        }
        catch (InvalidDataException damaged)
        {
            throw TransferException.NotGzip(url, damaged);
        }

        _read += read;
        return _read <= limit ? read : throw TransferException.TooLong(url, limit);
    }

    private async ValueTask<int> WaitAsync(ValueTask<int> reading)
    {
        deadline.StartWaiting();
        try
        {
            return await reading;
        }
        finally
        {
            deadline.StopWaiting();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A download can only be read asynchronously, so that its time limits hold.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
