using System.IO.Compression;

namespace RobotFunctions.Core.SignedUrls;

/// <summary>
/// The decoded content of a gzip file, which must be complete: all members whole, and nothing after the last. The framework's decoder verifies the
/// checksum and length of each member, but accepts the end of its source anywhere within a member. The source here is therefore padded with one byte
/// that cannot begin a member: after a complete member the decoder stops there; within a member it asks for more.
/// </summary>
/// <exception cref="EndOfStreamException">Thrown by a read: the source ended within a member.</exception>
/// <exception cref="InvalidDataException">Thrown by a read: the content is not valid gzip. The message completes a sentence about the file.</exception>
internal sealed class GzipContent : ReadOnlyStream
{
    private readonly PaddedSource _source;
    private readonly GZipStream _decoder;

    public GzipContent(Stream encoded)
    {
        _source = new PaddedSource(encoded);
        _decoder = new GZipStream(_source, CompressionMode.Decompress);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await _decoder.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException invalid)
        {
            throw _source.IsPadded ? PaddedSource.Cut() : new InvalidDataException(_source.HasHeader ? "its data does not match its checksum" : "it has no gzip header", invalid);
        }

        return read > 0 || buffer.IsEmpty || _source.IsPadded ? read : throw new InvalidDataException("it has trailing data that is not gzip");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class PaddedSource(Stream source) : ReadOnlyStream
    {
        // Not the first byte of a member, and not the last byte of one that is shorter than 4 GB.
        private const byte Padding = 0xFF;

        private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B];

        private long _read;

        public bool HasHeader { get; private set; } = true;

        public bool IsPadded { get; private set; }

        public static EndOfStreamException Cut() => new("The gzip data ends before its trailer.");

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await source.ReadAsync(buffer, cancellationToken);
            Look(buffer.Span[..read]);
            if (read > 0 || buffer.IsEmpty)
            {
                return read;
            }

            if (IsPadded)
            {
                throw Cut();
            }

            IsPadded = true;
            buffer.Span[0] = Padding;
            return 1;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                source.Dispose();
            }

            base.Dispose(disposing);
        }

        private void Look(ReadOnlySpan<byte> read)
        {
            for (var i = 0; i < read.Length && _read < Magic.Length; i++, _read++)
            {
                HasHeader &= read[i] == Magic[(int)_read];
            }
        }
    }
}
