using Microsoft.DurableTask.Client;
namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>
/// The client of the engine in the Functions host. The host gives a client to each invocation that asks for one (<c>[DurableClient]</c>); it is valid
/// for the lifetime of the process. Each function passes its client on here, so that Core's singletons can use it.
/// </summary>
internal sealed class HostEngine
{
    private DurableTaskClient? _client;

    /// <summary>The client of the last invocation that connected.</summary>
    /// <exception cref="InvalidOperationException">No invocation has connected: a function that uses the engine lacks its <c>[DurableClient]</c>.</exception>
    public DurableTaskClient Client => _client
        ?? throw new InvalidOperationException("No invocation connected the durable engine. Call Connect with the function's [DurableClient] first.");

    /// <summary>Stores an invocation's client.</summary>
    public void Connect(DurableTaskClient client) => Volatile.Write(ref _client, client);
}
