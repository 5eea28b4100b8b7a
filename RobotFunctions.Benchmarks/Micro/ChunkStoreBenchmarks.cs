using BenchmarkDotNet.Attributes;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Benchmarks.Micro;

/// <summary>Writes a whole chunk to the store, flushed, and reads it back: mostly disk time.</summary>
[MemoryDiagnoser]
public class ChunkStoreBenchmarks
{
    private static readonly BatchId Batch = new(Guid.Empty);

    private readonly byte[] _chunk = new byte[new LimitsOptions().ChunkBytes];
    private string _path = "";
    private StoreFolder _folder = null!;
    private FileBatchStore _store = null!;

    [GlobalSetup]
    public async Task OpenAsync()
    {
        new Random(1).NextBytes(_chunk);
        _path = Directory.CreateTempSubdirectory("robot-benchmarks-").FullName;
        _folder = StoreFolder.Open(_path);
        _store = new FileBatchStore(_folder);
        await WriteAsync();
    }

    [GlobalCleanup]
    public void Delete()
    {
        _folder.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    [Benchmark]
    public Task WriteAsync() => _store.WriteAsync(Batch, BatchItems.Chunk(0), _chunk, CancellationToken.None);

    [Benchmark]
    public async Task<int> ReadAsync()
    {
        using var item = await _store.ReadAsync(Batch, BatchItems.Chunk(0), CancellationToken.None);
        return item!.Content.Length;
    }
}
