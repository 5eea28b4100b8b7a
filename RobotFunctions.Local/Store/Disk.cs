namespace RobotFunctions.Local.Store;

/// <summary>
/// Runs disk operations on the thread pool, because flushing always blocks a thread. Denied access is a store failure like
/// any other, so it is thrown as <see cref="IOException"/> too.
/// </summary>
internal static class Disk
{
    public static Task RunAsync(Action work, CancellationToken cancellation) =>
        RunAsync(
            () =>
            {
                work();
                return true;
            },
            cancellation);

    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation) =>
        Task.Run(
            () =>
            {
                try
                {
                    return work();
                }
                catch (UnauthorizedAccessException exception)
                {
                    throw new IOException(exception.Message, exception);
                }
            },
            cancellation);
}
