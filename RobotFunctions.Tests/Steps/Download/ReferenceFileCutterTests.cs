using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Steps.Download;
using RobotFunctions.Core.Storage;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Steps.Download;

public sealed class ReferenceFileCutterTests
{
    private static readonly BatchId Batch = new(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef"));

    private readonly MemoryBatchStore _store = new();
    private readonly LimitsOptions _limits = new() { ChunkReferences = 3, ChunkBytes = 1000, LineBytes = 2000 };

    [Fact]
    public async Task A_file_is_cut_at_the_number_of_references()
    {
        var downloaded = await CutAsync(string.Concat(Lines(7)));

        Assert.Equal(new DownloadedReferences(3, 7, 0, 7 * Line(0).Length), downloaded);
        Assert.Equal(string.Concat(Lines(7).Take(3)), Chunk(0));
        Assert.Equal(Line(6), Chunk(2));
    }

    [Fact]
    public async Task A_chunk_is_closed_before_the_line_that_would_make_it_too_long()
    {
        _limits.ChunkReferences = 100;
        _limits.ChunkBytes = Line(0).Length * 2;

        var downloaded = await CutAsync(string.Concat(Lines(5)));

        Assert.Equal(3, downloaded.Chunks);
        Assert.Equal(Line(0) + Line(1), Chunk(0));
        Assert.Equal(Line(4), Chunk(2));
    }

    [Fact]
    public async Task A_line_longer_than_a_chunk_is_a_chunk_alone()
    {
        var longLine = Line(1, new string('x', 1500));

        var downloaded = await CutAsync(Line(0) + longLine + Line(2));

        Assert.Equal(3, downloaded.Chunks);
        Assert.Equal(longLine, Chunk(1));
    }

    [Fact]
    public async Task A_line_over_the_limit_is_cut_to_a_little_more_than_the_limit()
    {
        var huge = Line(1, new string('x', 50_000));

        var downloaded = await CutAsync(Line(0) + huge + Line(2));

        Assert.Equal(new DownloadedReferences(3, 3, 0, Line(0).Length + huge.Length + Line(2).Length), downloaded);
        Assert.InRange(Chunk(1).TrimEnd('\n').Length, _limits.LineBytes + 1, _limits.LineBytes + 2);
        Assert.StartsWith(huge[..60], Chunk(1), StringComparison.Ordinal);
        Assert.Equal(Line(2), Chunk(2));
    }

    [Fact]
    public async Task A_byte_order_mark_is_left_out()
    {
        await CutAsync("\uFEFF" + Line(0));

        Assert.Equal(Line(0), Chunk(0));
    }

    [Fact]
    public async Task A_last_line_without_a_line_feed_counts()
    {
        var downloaded = await CutAsync(Line(0) + Line(1).TrimEnd('\n'));

        Assert.Equal(2, downloaded.Lines);
        Assert.Equal(Line(0) + Line(1), Chunk(0));
    }

    [Fact]
    public async Task Blank_lines_do_not_count()
    {
        var downloaded = await CutAsync("\n\r\n  \n" + Line(0) + "\n");

        Assert.Equal((1, 1L), (downloaded.Chunks, downloaded.Lines));
    }

    [Fact]
    public async Task An_empty_file_has_no_chunks()
    {
        Assert.Equal(new DownloadedReferences(0, 0, 0, 0), await CutAsync(""));
    }

    [Fact]
    public async Task Every_further_line_of_an_id_is_removed_and_counted()
    {
        var downloaded = await CutAsync(Line(0) + Line(1) + Line(0, "again") + Line(2) + Line(1) + Line(0));

        Assert.Equal((3L, 3L), (downloaded.Lines, downloaded.Duplicates));
        Assert.Equal(Line(0) + Line(1) + Line(2), Chunk(0) + Chunk(1));
    }

    [Fact]
    public async Task Duplicates_are_found_beyond_the_ids_that_are_remembered_exactly()
    {
        _limits.ChunkReferences = 1000;
        _limits.ChunkBytes = 1 << 20;
        var file = string.Concat(Lines(20_000)) + Line(5) + Line(17_000);

        var downloaded = await CutAsync(file);

        Assert.Equal((20_000L, 2L), (downloaded.Lines, downloaded.Duplicates));
    }

    [Fact]
    public async Task Bad_lines_are_named_by_their_number_in_the_file_although_blank_and_repeated_lines_are_removed()
    {
        var file = "\uFEFF" + Line(0) + "\n" + "no JSON\n" + Line(0) + """["an array"]""" + "\n" + Line(1) + Line(2) + Line(3) + "{\"id\":17}\r\n" + "{\"title\":\"t\"}";

        var downloaded = await CutAsync(file);

        Assert.Equal(
            [
                new(3, "The line is not JSON, or nests deeper than 200 levels (byte 1)."),
                new(5, "The line is not a JSON object."),
                new(9, "The reference's id is not a UUID of version 4 or 7."),
                new(10, "The reference has no id."),
            ],
            downloaded.FirstBadLines!);
    }

    [Theory]
    [InlineData("{\"title\":\"", "line 2: The line is longer than 2000 bytes, and its beginning has no readable id.")]
    [InlineData("{\"id\":\"0198c1a2-7b3c-7def-8123-000000000009\",\"title\":\"", null)]
    public async Task A_line_over_the_limit_is_bad_unless_its_beginning_has_an_id(string beginning, string? expected)
    {
        var downloaded = await CutAsync(Line(0) + beginning + new string('x', 50_000) + "\"}\n" + Line(1));

        Assert.Equal(expected, downloaded.FirstBadLines?.Single().ToString());
    }

    [Fact]
    public async Task At_most_ten_bad_lines_are_named_and_all_are_counted()
    {
        using var cutter = new ReferenceFileCutter(_store, Batch, _limits);

        var downloaded = await cutter.CutAsync(new MemoryStream(Encoding.UTF8.GetBytes(Line(0) + string.Concat(Enumerable.Repeat("?\n", 25)))), CancellationToken.None);

        Assert.Equal(Enumerable.Range(2, 10).Select(static number => (long)number), downloaded.FirstBadLines!.Select(static bad => bad.Line));
        Assert.Equal(25, cutter.BadLines);
    }

    [Fact]
    public async Task Too_many_references_are_refused_with_the_setting_to_raise()
    {
        _limits.References = 4;

        var exception = await Assert.ThrowsAsync<FileTooLargeException>(() => CutAsync(string.Concat(Lines(5))));

        Assert.Contains("Limits:References", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_long_a_file_is_refused_with_the_setting_to_raise()
    {
        _limits.FileBytes = 100;

        var exception = await Assert.ThrowsAsync<FileTooLargeException>(() => CutAsync(string.Concat(Lines(5))));

        Assert.Contains("Limits:FileBytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trouble_of_the_store_passes_through()
    {
        _store.OnWrite = item => throw new IOException("Disk full.");

        await Assert.ThrowsAsync<IOException>(() => CutAsync(string.Concat(Lines(50))));
    }

    [Fact]
    public void However_a_file_arrives_its_chunks_are_the_same_and_hold_every_line()
    {
        var files = ArbMap.Default.ArbFor<NonNegativeInt[]>();
        var seeds = ArbMap.Default.ArbFor<int>();
        Prop.ForAll(files, seeds, (lengths, seed) =>
        {
            var text = string.Concat(lengths.Select((length, index) => Line(index, new string('y', length.Get * 97 % 4000))));
            var (whole, wholeStore) = CutWith(text, int.MaxValue, seed);
            var (pieces, piecesStore) = CutWith(text, 700, seed);
            return whole == pieces && whole.FirstBadLines is null
                && whole.Lines == lengths.Length
                && wholeStore.Items(Batch).SequenceEqual(piecesStore.Items(Batch))
                && wholeStore.Items(Batch).All(item => wholeStore.Text(Batch, item) == piecesStore.Text(Batch, item));
        }).QuickCheckThrowOnFailure();
    }

    private (DownloadedReferences Downloaded, MemoryBatchStore Store) CutWith(string text, int mostAtOnce, int seed)
    {
        var store = new MemoryBatchStore();
        var file = new DripStream(Encoding.UTF8.GetBytes(text), mostAtOnce, seed);
        using var cutter = new ReferenceFileCutter(store, Batch, _limits);
        return (cutter.CutAsync(file, CancellationToken.None).GetAwaiter().GetResult(), store);
    }

    private async Task<DownloadedReferences> CutAsync(string text)
    {
        using var cutter = new ReferenceFileCutter(_store, Batch, _limits);
        return await cutter.CutAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);
    }

    private string Chunk(int index) => _store.Text(Batch, BatchItems.Chunk(index));

    private static IEnumerable<string> Lines(int count) => Enumerable.Range(0, count).Select(index => Line(index));

    private static string Line(int index, string title = "t") =>
        $$"""{"id":"0198c1a2-7b3c-7def-8123-{{index:x12}}","visibility":"public","title":"{{title}}"}""" + "\n";

    /// <summary>Gives its content in pieces of random length.</summary>
    private sealed class DripStream(byte[] content, int mostAtOnce, int seed) : MemoryStream(content)
    {
        private readonly Random _random = new(seed);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span[..Math.Min(buffer.Length, _random.Next(1, Math.Min(mostAtOnce, 1 << 20)))]));
    }
}
