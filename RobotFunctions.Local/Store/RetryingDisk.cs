namespace RobotFunctions.Local.Store;

/// <summary>
/// Runs disk operations that must succeed before the run can continue: while the disk is full or failing they are retried, because a run that
/// continued without them would lose state.
/// </summary>
internal sealed partial class RetryingDisk(TimeProvider time, ILogger<RetryingDisk> logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>Runs the operation with retries until it succeeds.</summary>
    public Task RunAsync(Action work, CancellationToken stop) => RetryAsync(() => Disk.RunAsync(work, stop), stop);

    /// <inheritdoc cref="RunAsync(Action, CancellationToken)"/>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken stop)
    {
        T? result = default;
        await RunAsync(() => { result = work(); }, stop);
        return result!;
    }

    /// <inheritdoc cref="RunAsync(Action, CancellationToken)"/>
    public async Task RetryAsync(Func<Task> work, CancellationToken stop)
    {
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                await work();
                return;
            }
            catch (IOException exception)
            {
                Log.Waiting(logger, exception.Message, wait);
            }

            await Task.Delay(wait, time, stop);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The store is unavailable: {Problem} Retrying in {Wait}; check that the disk has free space")]
        public static partial void Waiting(ILogger logger, string problem, TimeSpan wait);
    }
}
