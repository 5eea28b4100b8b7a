using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps.Download;

namespace RobotFunctions.Tests.Steps.Download;

public sealed class SeenIdsTests
{
    private const int Batches = 24;

    /// <summary>A pool of the runtime's keeps an array for each thread that gave one back; here each batch has a thread, and all live until the end.</summary>
    [Fact]
    public void Many_large_batches_on_many_threads_leave_no_memory_behind_for_each_of_them()
    {
        using var over = new ManualResetEventSlim();
        SeeLargeBatch();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var threads = new List<Thread>();
        for (var batch = 0; batch < Batches; batch++)
        {
            using var done = new ManualResetEventSlim();
            var thread = new Thread(() =>
            {
                SeeLargeBatch();
                done.Set();
                over.Wait();
            });
            thread.Start();
            done.Wait();
            threads.Add(thread);
        }

        var retained = GC.GetTotalMemory(forceFullCollection: true) - before;
        over.Set();
        threads.ForEach(static thread => thread.Join());

        Assert.True(retained < 32 << 20, $"{Batches} batches left {retained >> 20} MiB.");
    }

    private static void SeeLargeBatch()
    {
        using var seen = new SeenIds();
        Span<byte> bytes = stackalloc byte[16];
        for (var number = 0; number < 20_000; number++)
        {
            BitConverter.TryWriteBytes(bytes, number);
            seen.Add(new ReferenceId(new Guid(bytes)));
        }

        Assert.Empty(seen.Suspects);
    }
}
