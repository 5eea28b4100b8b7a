namespace RobotFunctions.Local.Store;

/// <summary>
/// Disk work off the caller's thread: no operating system flushes without blocking a thread. A refusal by permissions is store trouble like
/// any other, so it surfaces as <see cref="IOException"/> too.
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
