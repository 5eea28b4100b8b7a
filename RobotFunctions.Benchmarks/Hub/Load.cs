using System.Collections.Concurrent;
using System.Globalization;

namespace RobotFunctions.Benchmarks.Hub;

/// <summary>How fast something was done over and over.</summary>
/// <param name="PerSecond">Times per second, all clients together.</param>
/// <param name="P99Milliseconds">What 99 of 100 took at most.</param>
internal sealed record Load(double PerSecond, double P99Milliseconds)
{
    /// <summary>The turns of each client before it is measured.</summary>
    public const int WarmUps = 20;

    /// <summary>Has several clients work at once, each on its next turn as soon as its last one is done.</summary>
    /// <param name="clients">How many clients.</param>
    /// <param name="turns">How many turns all of them take together.</param>
    /// <param name="work">A turn of a client; each is given its number.</param>
    public static async Task<Load> MeasureAsync(int clients, int turns, Func<int, Task> work)
    {
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            for (var turn = 0; turn < WarmUps; turn++)
            {
                await work(turns + (client * WarmUps) + turn);
            }
        }));

        var taken = new double[turns];
        var next = -1;
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var turn && turn < turns)
            {
                var start = TimeProvider.System.GetTimestamp();
                await work(turn);
                taken[turn] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
            }
        }));

        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Array.Sort(taken);
        return new Load(turns / seconds, taken[(int)(turns * 0.99)]);
    }

    /// <summary>Has several clients work at once, each with a connection of its own.</summary>
    public static async Task<Load> MeasureEachAsync<T>(int clients, int turns, Func<Task<T>> prepare, Func<T, Task> work)
        where T : IAsyncDisposable
    {
        var free = new ConcurrentBag<T>();
        for (var client = 0; client < clients; client++)
        {
            free.Add(await prepare());
        }

        var load = await MeasureAsync(clients, turns, async _ =>
        {
            free.TryTake(out var mine);
            await work(mine!);
            free.Add(mine!);
        });
        foreach (var connection in free)
        {
            await connection.DisposeAsync();
        }

        return load;
    }

    /// <summary>The load in a line of the report.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond,6:N0}/s p99 {P99Milliseconds,6:0.0} ms");
}
