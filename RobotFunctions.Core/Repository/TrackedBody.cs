using System.Net;
using System.Net.Http.Headers;

namespace RobotFunctions.Core.Repository;

/// <summary>A JSON body of exactly the signed bytes that records whether sending began: before that, nothing can have arrived.</summary>
internal sealed class TrackedBody : HttpContent
{
    private readonly ReadOnlyMemory<byte> _bytes;

    public TrackedBody(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        if (!bytes.IsEmpty)
        {
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
    }

    public bool Began { get; private set; }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Began = true;
        await stream.WriteAsync(_bytes);
    }
}
