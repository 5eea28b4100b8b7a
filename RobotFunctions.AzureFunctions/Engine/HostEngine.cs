using Microsoft.DurableTask.Client;
namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>
/// The client of the engine in the Functions host. The host gives a client to each invocation that asks for one (<c>[DurableClient]</c>); it is valid
/// for the lifetime of the process. Each function passes its client on here, so that Core's singletons can use it.
/// </summary>
internal sealed class HostEngine(TimeProvider time)
{
    /// <summary>How long a call may take. The gRPC connection has a limit of 100 seconds.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    private DurableTaskClient? _client;

    private DurableTaskClient Client => _client
        ?? throw new InvalidOperationException("No invocation connected the durable engine. Call Connect with the function's [DurableClient] first.");

    /// <summary>Stores an invocation's client.</summary>
    public void Connect(DurableTaskClient client) => Volatile.Write(ref _client, client);

    /// <summary>Calls the engine.</summary>
    /// <exception cref="IOException">The engine is unavailable, failed, refused the call, or did not answer within <see cref="CallTimeout"/>.</exception>
    /// <exception cref="InvalidOperationException">No invocation has connected: a function that uses the engine lacks its <c>[DurableClient]</c>.</exception>
    public async Task<T> AskAsync<T>(Func<DurableTaskClient, CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        var client = Client;
        using var limit = new CancellationTokenSource(CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        return await EngineExceptions.AsIOExceptionAsync(() => call(client, either.Token), cancellation);
    }
}
