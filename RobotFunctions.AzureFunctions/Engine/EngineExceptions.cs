using Grpc.Core;
namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>Converts failures of the durable engine to <see cref="IOException"/>, as for any other store.</summary>
internal static class EngineExceptions
{
    /// <summary>Runs an operation on the engine.</summary>
    /// <exception cref="IOException">The engine is unavailable or failed.</exception>
    public static async Task<T> AsIOExceptionAsync<T>(Func<Task<T>> operation)
    {
        try
        {
            return await operation();
        }
        catch (RpcException exception)
        {
            throw new IOException($"The durable engine answered {exception.StatusCode}.", exception);
        }
    }
}
