using System.Collections.Concurrent;
using RobotFunctions.Tests.Fakes.Npm;

namespace RobotFunctions.Tests.Fakes.Azurite;

/// <summary>One storage emulator for all tests of the group: blobs from the start, queues and tables once somebody asks.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly ConcurrentDictionary<AzuriteService, Lazy<Task<AzuriteProcess>>> _running = new();

    /// <summary>The account, made for this run.</summary>
    public AzuriteAccount Account { get; } = AzuriteAccount.Create();

    /// <summary>The blob service's URL with the account, without a last slash.</summary>
    public string BlobUrl { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (NodeJs.IsThere)
        {
            BlobUrl = await StartAsync(AzuriteService.Blob);
        }
        else if (NodeJs.IsDemanded)
        {
            throw new InvalidOperationException(NodeJs.Missing);
        }
    }

    /// <summary>Starts a service unless it runs, and gives its URL with the account, without a last slash.</summary>
    public async Task<string> StartAsync(AzuriteService service)
    {
        var process = await _running.GetOrAdd(service, _ => new(() => AzuriteProcess.StartAsync(service, Account))).Value;
        return $"{process.Url}/{Account.Name}";
    }

    public async Task DisposeAsync()
    {
        foreach (var process in _running.Values)
        {
            await (await process.Value).DisposeAsync();
        }
    }
}
