using System.Text;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Tests.Store;

/// <summary>What every batch store keeps to, whatever it is made of.</summary>
public abstract class BatchStoreContract
{
    protected static readonly BatchId Batch = new(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef"));
    private static readonly BatchId Another = new(Guid.Parse("9fa8b9bd-12b1-4450-8ffb-712face23390"));

    protected abstract IBatchStore Store { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(5 * 1024 * 1024)]
    public async Task What_was_written_is_read_to_the_byte(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);

        await Store.WriteAsync(Batch, BatchItems.Chunk(0), content, default);

        using var item = await Store.ReadAsync(Batch, BatchItems.Chunk(0), default);
        Assert.True(item!.Content.Span.SequenceEqual(content));
    }

    [Fact]
    public async Task An_item_nobody_wrote_is_not_there()
    {
        Assert.Null(await Store.ReadAsync(Batch, BatchItems.FormerReportSent, default));
        await WriteAsync(Batch, BatchItems.Request, "{}");
        Assert.Null(await Store.ReadAsync(Batch, BatchItems.FormerReportSent, default));
        Assert.Null(await Store.ReadAsync(Another, BatchItems.Request, default));
    }

    [Fact]
    public async Task Writing_again_replaces_longer_content_by_shorter()
    {
        await WriteAsync(Batch, BatchItems.Request, "a long first content");
        await WriteAsync(Batch, BatchItems.Request, "short");

        Assert.Equal("short", await ReadAsync(Batch, BatchItems.Request));
    }

    [Fact]
    public async Task What_a_reader_holds_does_not_change_when_the_item_does()
    {
        await WriteAsync(Batch, BatchItems.Request, "before");
        using var held = await Store.ReadAsync(Batch, BatchItems.Request, default);

        await WriteAsync(Batch, BatchItems.Request, "after!");
        await Store.DeleteAllAsync(Batch, default);

        Assert.Equal("before", Encoding.UTF8.GetString(held!.Content.Span));
    }

    [Fact]
    public async Task Deleting_one_item_leaves_the_others()
    {
        await WriteAsync(Batch, BatchItems.Chunk(0), "0");
        await WriteAsync(Batch, BatchItems.Chunk(1), "1");

        await Store.DeleteAsync(Batch, BatchItems.Chunk(0), default);
        await Store.DeleteAsync(Batch, BatchItems.Chunk(0), default);

        Assert.Null(await Store.ReadAsync(Batch, BatchItems.Chunk(0), default));
        Assert.Equal("1", await ReadAsync(Batch, BatchItems.Chunk(1)));
    }

    [Fact]
    public async Task Deleting_a_batch_leaves_the_others_and_may_be_repeated()
    {
        await WriteAsync(Batch, BatchItems.Chunk(0), "0");
        await WriteAsync(Batch, BatchItems.ResultChunk(0), "r");
        await WriteAsync(Another, BatchItems.Chunk(0), "kept");

        await Store.DeleteAllAsync(Batch, default);
        await Store.DeleteAllAsync(Batch, default);
        await Store.DeleteAsync(Batch, BatchItems.Chunk(0), default);

        Assert.Null(await Store.ReadAsync(Batch, BatchItems.Chunk(0), default));
        Assert.Null(await Store.ReadAsync(Batch, BatchItems.ResultChunk(0), default));
        Assert.Equal("kept", await ReadAsync(Another, BatchItems.Chunk(0)));
    }

    [Fact]
    public async Task Many_writers_of_one_item_leave_one_whole_content()
    {
        var contents = Enumerable.Range(0, 16).Select(writer => new string((char)('a' + writer), 10_000)).ToList();

        await Task.WhenAll(contents.Select(content => WriteAsync(Batch, BatchItems.FormerReportSent, content)));

        Assert.Contains(await ReadAsync(Batch, BatchItems.FormerReportSent), contents);
    }

    [Fact]
    public async Task A_write_that_is_cancelled_before_it_begins_writes_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.WriteAsync(Batch, BatchItems.Request, "{}"u8.ToArray(), new CancellationToken(canceled: true)));

        Assert.Null(await Store.ReadAsync(Batch, BatchItems.Request, default));
    }

    [Fact]
    public async Task Appends_make_an_item_that_has_them_in_their_order()
    {
        Assert.True(await AppendAsync("one\n"));
        Assert.True(await AppendAsync("two\n"));

        Assert.Equal("one\ntwo\n", await ReadAsync(Batch, BatchItems.PartialResults(0)));
    }

    [Fact]
    public async Task An_append_may_be_longer_than_what_a_store_takes_at_once()
    {
        var content = new byte[(9 * 1024 * 1024) + 1];
        new Random(1).NextBytes(content);

        await AppendAsync("first\n");
        await Store.AppendAsync(Batch, BatchItems.PartialResults(0), content, default);

        using var item = await Store.ReadAsync(Batch, BatchItems.PartialResults(0), default);
        Assert.True(item!.Content.Span[6..].SequenceEqual(content));
    }

    [Fact]
    public async Task What_was_appended_is_deleted_as_other_items_are_and_may_begin_anew()
    {
        await AppendAsync("one\n");
        await Store.DeleteAsync(Batch, BatchItems.PartialResults(0), default);
        Assert.Null(await Store.ReadAsync(Batch, BatchItems.PartialResults(0), default));

        await AppendAsync("two\n");
        Assert.Equal("two\n", await ReadAsync(Batch, BatchItems.PartialResults(0)));
        await Store.DeleteAllAsync(Batch, default);
        Assert.Null(await Store.ReadAsync(Batch, BatchItems.PartialResults(0), default));
    }

    [Fact]
    public async Task An_append_that_is_cancelled_before_it_begins_appends_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.AppendAsync(Batch, BatchItems.PartialResults(0), "{}"u8.ToArray(), new CancellationToken(canceled: true)));

        Assert.Null(await Store.ReadAsync(Batch, BatchItems.PartialResults(0), default));
    }

    protected Task<bool> AppendAsync(string content) =>
        Store.AppendAsync(Batch, BatchItems.PartialResults(0), Encoding.UTF8.GetBytes(content), default);

    protected Task WriteAsync(BatchId batch, string item, string content) =>
        Store.WriteAsync(batch, item, Encoding.UTF8.GetBytes(content), default);

    protected async Task<string> ReadAsync(BatchId batch, string item)
    {
        using var stored = await Store.ReadAsync(batch, item, default);
        return Encoding.UTF8.GetString(stored!.Content.Span);
    }
}
