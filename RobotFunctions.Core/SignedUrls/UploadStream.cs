using System.Globalization;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.SignedUrls;

/// <summary>The body of an upload as its writer sees it, of exactly the announced length. Network failures are distinguishable from the writer's own exceptions.</summary>
internal sealed class UploadStream(Stream body, SignedUrl url, TransferDeadline deadline, long length) : Stream
{
    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _written; set => throw new NotSupportedException(); }

    /// <summary>Fails if the writer stopped before the announced length.</summary>
    /// <exception cref="InvalidOperationException">The writer stopped too early.</exception>
    public void EnsureComplete()
    {
        if (_written != length)
        {
            throw WrongLength(_written);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _written += buffer.Length;
        if (_written > length)
        {
            throw WrongLength(_written);
        }

        using var joined = deadline.Join(cancellationToken);
        deadline.StartWaiting();
        try
        {
            await body.WriteAsync(buffer, joined?.Token ?? deadline.Token);
        }
        catch (OperationCanceledException cancelled) when (deadline.Expired is { } expired)
        {
            throw TransferException.Expired(url, expired, cancelled);
        }
        catch (IOException broken)
        {
            throw TransferException.Broken(url, broken);
        }
        finally
        {
            deadline.StopWaiting();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("An upload can only be written asynchronously, so that its time limits hold.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private InvalidOperationException WrongLength(long written) => new(string.Create(
        CultureInfo.InvariantCulture, $"The upload was announced with {length} bytes, and its writer wrote {written}."));
}
