using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using RobotFunctions.Core.Storage;
using RobotFunctions.Local.Commands.Demo;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.References;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Costs;

/// <summary>What work costs, in things that can be counted: a change that makes it dearer shows here, whatever the machine.</summary>
public sealed class CostTests
{
    [OptimizedFact]
    public async Task A_reference_costs_less_than_200_bytes_of_garbage_with_the_toy_enhancer()
    {
        const int References = 1000;
        using var file = new MemoryStream();
        await new ReferenceFileGenerator().WriteAsync(file, References);
        var store = new OneChunkStore(file.ToArray());
        await using var services = Services(store);
        await new AcceptedRequests(store).SaveAsync(new AcceptedRequest { Batch = TestRobots.Batch(), ContentHash = "x" }, CancellationToken.None);
        var step = services.GetRequiredService<IStep<ChunkInput, EnhancedChunk>>();
        var input = new ChunkInput(TestRobots.Batch(), 0);
        for (var warmUp = 0; warmUp < 3; warmUp++)
        {
            await step.RunAsync(input, CancellationToken.None);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var running = step.RunAsync(input, CancellationToken.None);
        Assert.True(running.IsCompletedSuccessfully, "The toy enhancer and the store answer at once, so that all is counted on this thread.");
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / References;

        Assert.Equal(References, (await running).Value!.Counts.Enhanced);
        Assert.InRange(each, 0, 199);
    }

    [Fact]
    public async Task A_chunk_costs_three_reads_of_the_store_and_one_write()
    {
        var store = new MemoryBatchStore();
        await using var services = Services(store);
        await new AcceptedRequests(store).SaveAsync(new AcceptedRequest { Batch = TestRobots.Batch(), ContentHash = "x" }, CancellationToken.None);
        await store.WriteAsync(TestRobots.BatchId, BatchItems.Chunk(0), "{}\n"u8.ToArray(), CancellationToken.None);
        var (reads, writes) = (store.Reads, store.Writes);

        await services.GetRequiredService<IStep<ChunkInput, EnhancedChunk>>().RunAsync(new ChunkInput(TestRobots.Batch(), 0), CancellationToken.None);

        Assert.Equal((3, 1, 0), (store.Reads - reads, store.Writes - writes, store.Appends));
    }

    [Theory]
    [InlineData("Batch", ApiGeneration.G2)]
    [InlineData("Poll", ApiGeneration.G3)]
    public async Task A_batch_costs_one_download_one_upload_and_one_report(string played, ApiGeneration generation)
    {
        var folder = Directory.CreateTempSubdirectory("robot-cost-");
        try
        {
            var flow = Enum.Parse<DemoFlow>(played);
            var options = new DemoOptions(References: 300, File: null, "toy", flow, generation);
            var file = await DemoInput.PrepareAsync(options, folder.FullName, CancellationToken.None);
            await using var world = await DemoWorld.StartAsync(options, folder.FullName, static _ => { }, CancellationToken.None);
            var console = Spectre.Console.AnsiConsole.Create(new Spectre.Console.AnsiConsoleSettings { Out = new Spectre.Console.AnsiConsoleOutput(TextWriter.Null) });

            var result = await DemoProgress.RunAsync(
                console,
                progress => new DemoRun(world, options, TimeProvider.System, progress).RunAsync(file, CancellationToken.None));

            Assert.True(result.IsGood);
            var calls = world.Repository.Calls;
            Assert.Equal((1, 1, 1), (calls.Of(CallKind.Download).Count, calls.Of(CallKind.Upload).Count, calls.Of(CallKind.Callback).Count));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ServiceProvider Services(IBatchStore store) => new ServiceCollection()
        .AddLogging()
        .AddRobot(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Robot:Id"] = TestRobots.RobotId.ToString(),
            ["Robot:Secret"] = TestRobots.Secret,
            ["Repository:Url"] = "https://repository.example",
        }).Build())
        .AddSingleton(store)
        .BuildServiceProvider();

    /// <summary>One chunk to read, and nothing kept of what is written, so that only the robot's own garbage counts.</summary>
    private sealed class OneChunkStore(byte[] chunk) : IBatchStore
    {
        private byte[] _request = [];

        public Task WriteAsync(BatchId batch, string item, ReadOnlyMemory<byte> content, CancellationToken cancellation)
        {
            _request = item == BatchItems.Request ? content.ToArray() : _request;
            return Task.CompletedTask;
        }

        public Task<StoredItem?> ReadAsync(BatchId batch, string item, CancellationToken cancellation)
        {
            if (item == BatchItems.PartialResults(0))
            {
                return Task.FromResult<StoredItem?>(null);
            }

            var content = item == BatchItems.Request ? _request : chunk;
            var rented = PayloadPool.Rent(content.Length);
            content.CopyTo(rented, 0);
            return Task.FromResult<StoredItem?>(StoredItem.FromRented(rented, content.Length));
        }

        public Task<bool> AppendAsync(BatchId batch, string item, ReadOnlyMemory<byte> content, CancellationToken cancellation) => Task.FromResult(true);

        public Task DeleteAsync(BatchId batch, string item, CancellationToken cancellation) => Task.CompletedTask;

        public Task DeleteAllAsync(BatchId batch, CancellationToken cancellation) => Task.CompletedTask;
    }
}
