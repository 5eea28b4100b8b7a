using RobotFunctions.Core.Storage;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Tests.Store;

public sealed class FileBatchStoreTests : BatchStoreContract, IDisposable
{
    private readonly TemporaryStore _files = new();
    private readonly FileBatchStore _store;

    public FileBatchStoreTests() => _store = new FileBatchStore(_files.Folder);

    protected override IBatchStore Store => _store;

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("../request.json")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("/etc/passwd")]
    [InlineData("a:b")]
    [InlineData("a\0b")]
    [InlineData("ä")]
    [InlineData("request.json.1.tmp")]
    public async Task A_name_that_could_lead_out_of_the_folder_is_refused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _store.WriteAsync(Batch, name, default, default));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.AppendAsync(Batch, name, default, default));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.ReadAsync(Batch, name, default));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.DeleteAsync(Batch, name, default));
    }

    [Fact]
    public async Task Items_are_files_of_the_batch_folder_and_nothing_else_is_left_there()
    {
        await WriteAsync(Batch, BatchItems.Request, "{}");
        await WriteAsync(Batch, BatchItems.Request, "{ }");

        var files = Directory.GetFiles(_files.Folder.Root, "*", SearchOption.AllDirectories).Order();

        Assert.Equal(
            [_files.File("batches", Batch.ToString(), "request.json"), _files.File("lock"), _files.File("version")],
            files);
    }

    [Fact]
    public async Task Trouble_with_the_disk_surfaces_as_an_IOException_and_leaves_what_was_there()
    {
        await WriteAsync(Batch, BatchItems.FormerReportSent, "kept");
        Directory.CreateDirectory(_files.File("batches", Batch.ToString(), "chunk-000000.jsonl"));
        Directory.CreateDirectory(_files.File("batches", Batch.ToString(), "partial-000000.jsonl"));

        await Assert.ThrowsAnyAsync<IOException>(() => WriteAsync(Batch, BatchItems.Chunk(0), "x"));
        await Assert.ThrowsAnyAsync<IOException>(() => AppendAsync("x"));

        Assert.Equal("kept", await ReadAsync(Batch, BatchItems.FormerReportSent));
        Assert.Empty(Directory.GetFiles(_files.File("batches", Batch.ToString()), "*.tmp"));
    }

    [Fact]
    public async Task Batches_lists_those_that_have_payloads()
    {
        await WriteAsync(Batch, BatchItems.Request, "{}");
        Directory.CreateDirectory(_files.File("batches", "something-else"));

        Assert.Equal([Batch], _store.Batches());
    }
}
