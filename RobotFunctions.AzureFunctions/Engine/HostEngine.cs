using Microsoft.DurableTask.Client;
namespace RobotFunctions.AzureFunctions.Engine;

/// <summary>
/// The way to the engine in the Functions host. The host tells its address to each invocation that asks (<c>[DurableClient]</c>), and it is the
/// same for as long as this process lives; whoever is invoked passes it on here, so that Core's singletons can use it.
/// </summary>
internal sealed class HostEngine
{
    private DurableTaskClient? _client;

    /// <summary>The client of the last invocation that connected.</summary>
    /// <exception cref="InvalidOperationException">None has: a function that reaches the engine lacks its <c>[DurableClient]</c>.</exception>
    public DurableTaskClient Client => _client
        ?? throw new InvalidOperationException("No invocation connected the durable engine. Call Connect with the function's [DurableClient] first.");

    /// <summary>Keeps an invocation's client.</summary>
    public void Connect(DurableTaskClient client) => Volatile.Write(ref _client, client);
}
