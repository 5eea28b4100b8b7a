using Grpc.Core;
namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>Trouble with the durable engine as <see cref="IOException"/>: for whoever asks, it is a store like any other.</summary>
internal static class EngineExceptions
{
    /// <summary>Asks the engine something.</summary>
    /// <exception cref="IOException">It could not be reached, or failed.</exception>
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
