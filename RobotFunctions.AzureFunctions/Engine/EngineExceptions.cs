using DurableTask.Core.Exceptions;
using Grpc.Core;
namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>Converts failures of the durable engine to <see cref="IOException"/>, as for any other store.</summary>
internal static class EngineExceptions
{
    /// <summary>Runs an operation on the engine.</summary>
    /// <param name="operation">The call and nothing else: an exception from it counts as the engine's response.</param>
    /// <param name="cancellation">The caller's own token; the operation may use one with a time limit.</param>
    /// <exception cref="IOException">The engine is unavailable, failed, refused the call, or did not answer in time.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public static async Task<T> AsIOExceptionAsync<T>(Func<Task<T>> operation, CancellationToken cancellation)
    {
        try
        {
            return await operation();
        }
        catch (Exception exception) when (cancellation.IsCancellationRequested && exception is RpcException)
        {
            throw new OperationCanceledException("The call to the durable engine was cancelled.", exception, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && Meaning(exception) is { } meaning)
        {
            throw new IOException(meaning, exception);
        }
    }

    // The client turns some of the engine's status codes into exceptions of its own.
    private static string? Meaning(Exception exception) => exception switch
    {
        RpcException rpc => $"The durable engine answered {rpc.StatusCode}.",
        OrchestrationAlreadyExistsException => "The durable engine has an open instance of that id.",
        ArgumentException => "The durable engine refused the call.",
        OperationCanceledException => "The durable engine did not answer in time.",
        _ => null,
    };
}
