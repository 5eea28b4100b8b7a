using System.IO.Compression;
using RobotFunctions.Core.SignedUrls;

namespace RobotFunctions.Tests.SignedUrls;

/// <summary>gzip is read whole or not at all, wherever it ends and however its bytes arrive.</summary>
public sealed class GzipContentTests
{
    internal static readonly byte[] Text = [.. Enumerable.Range(0, 3000).Select(static i => (byte)('a' + (i * i % 7)))];

    // An empty member, as gzip writes it: .NET writes nothing at all for nothing.
    private static readonly byte[] Nothing = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static TheoryData<int> Pieces => [1, 2, 7, 8192];

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task All_members_are_decoded(int piece)
    {
        byte[] twice = [.. Text, .. Text];
        Assert.Equal(twice, await ReadAsync([.. Gzip(), .. Gzip(CompressionLevel.NoCompression)], piece));
        Assert.Equal(Text, await ReadAsync([.. Nothing, .. Gzip(), .. Nothing], piece));
        Assert.Empty(await ReadAsync(Nothing, piece));
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task Each_cut_but_the_one_between_two_members_is_noticed(int piece)
    {
        foreach (var level in new[] { CompressionLevel.Optimal, CompressionLevel.NoCompression })
        {
            var first = Gzip(level);
            byte[] both = [.. first, .. Gzip(level)];
            for (var length = 0; length < both.Length; length++)
            {
                if (length != first.Length)
                {
                    await Assert.ThrowsAsync<EndOfStreamException>(() => ReadAsync(both[..length], piece));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task A_wrong_checksum_or_length_is_damage(int piece)
    {
        for (var fromEnd = 1; fromEnd <= 8; fromEnd++)
        {
            var damaged = Gzip();
            damaged[^fromEnd] ^= 1;

            await AssertDamagedAsync("does not match its checksum", damaged, piece);
        }
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task What_follows_the_last_member_must_be_a_member(int piece)
    {
        await AssertDamagedAsync("trailing data", [.. Gzip(), .. new byte[10]], piece);
        await AssertDamagedAsync("trailing data", [.. Gzip(), (byte)'x'], piece);
        await AssertDamagedAsync("trailing data", [.. Gzip(), .. Text], piece);
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task What_does_not_begin_as_gzip_is_not_called_damaged_gzip(int piece) => await AssertDamagedAsync("no gzip header", Text, piece);

    internal static byte[] Gzip(CompressionLevel level = CompressionLevel.Optimal)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
        {
            gzip.Write(Text);
        }

        return packed.ToArray();
    }

    private static async Task AssertDamagedAsync(string expected, byte[] content, int piece) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(content, piece))).Message, StringComparison.Ordinal);

    private static async Task<byte[]> ReadAsync(byte[] content, int piece)
    {
        await using var gzip = new GzipContent(new InPieces(content, piece));
        var read = new byte[10_000];
        var length = await gzip.ReadAtLeastAsync(read, read.Length, throwOnEndOfStream: false);
        return read[..length];
    }

    private sealed class InPieces(byte[] content, int piece) : ReadOnlyStream
    {
        private int _at;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var next = content.AsMemory(_at, Math.Min(Math.Min(piece, buffer.Length), content.Length - _at));
            next.CopyTo(buffer);
            _at += next.Length;
            return ValueTask.FromResult(next.Length);
        }
    }
}
