using Azure;
using Azure.Identity;
namespace RobotFunctions.AzureFunctions.Store;

/// <summary>Converts failures of the storage account to <see cref="IOException"/>, which engines treat as transient.</summary>
internal static class StorageExceptions
{
    /// <summary>Runs an operation on the account.</summary>
    /// <exception cref="IOException">The account could not be reached, denied access, or sent an incomplete response.</exception>
    public static async Task<T> AsIOExceptionAsync<T>(Func<Task<T>> operation, CancellationToken cancellation)
    {
        try
        {
            return await operation();
        }
        catch (RequestFailedException exception) when (exception.Status != 0)
        {
            throw new IOException($"The storage account answered {exception.Status} {exception.ErrorCode}.", exception);
        }
        catch (AuthenticationFailedException exception)
        {
            throw new IOException("The app's identity was refused. Check the role assignments of the storage account.", exception);
        }
        catch (Exception exception) when (IsTransport(exception) && !cancellation.IsCancellationRequested)
        {
            throw new IOException("The storage account could not be reached, or did not answer in time.", exception);
        }
    }

    /// <inheritdoc cref="AsIOExceptionAsync{T}"/>
    public static Task AsIOExceptionAsync(Func<Task> operation, CancellationToken cancellation) =>
        AsIOExceptionAsync(
            async () =>
            {
                await operation();
                return true;
            },
            cancellation);

    // After its own retries the SDK throws the last failure, all of them, or its network time-out.
    private static bool IsTransport(Exception exception) =>
        exception is RequestFailedException or AggregateException or OperationCanceledException;
}
