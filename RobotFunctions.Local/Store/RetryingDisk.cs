namespace RobotFunctions.Local.Store;

/// <summary>
/// Disk work that has to be done before anything else may go on: while the disk is full or failing, it is tried again and again, since whoever
/// went on without it would have forgotten what it did.
/// </summary>
internal sealed partial class RetryingDisk(TimeProvider time, ILogger<RetryingDisk> logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>Does the work, however often it has to be begun.</summary>
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
        [LoggerMessage(1, LogLevel.Error, "The store is in trouble: {Problem} Trying again in {Wait}; check that the disk has room")]
        public static partial void Waiting(ILogger logger, string problem, TimeSpan wait);
    }
}
