using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Storage;
using Azure.Storage.Queues;

namespace RobotFunctions.Hub.Delivery;

/// <summary>The credential of a storage queue: a shared access signature (<c>sv=...&amp;sig=...</c>), or a connection string with an account key or one.</summary>
internal sealed class StorageQueueCredential
{
    private readonly string? _signature;
    private readonly StorageSharedKeyCredential? _key;

    private StorageQueueCredential(string signature) => _signature = signature;

    private StorageQueueCredential(StorageSharedKeyCredential key) => _key = key;

    /// <summary>Reads a credential.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out StorageQueueCredential? credential)
    {
        credential = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        var parts = text.Split(';').Select(static part => part.Split('=', 2)).Where(static part => part.Length == 2)
            .GroupBy(static part => part[0].Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static part => part.Key, static part => part.First()[1], StringComparer.OrdinalIgnoreCase);
        var signature = (parts.GetValueOrDefault("SharedAccessSignature") ?? text).TrimStart('?');
        credential = parts.TryGetValue("AccountName", out var name) && parts.TryGetValue("AccountKey", out var key) && Base64.IsValid(key)
            ? new StorageQueueCredential(new StorageSharedKeyCredential(name, key))
            : signature.Contains("sig=", StringComparison.Ordinal) && !signature.Contains(';', StringComparison.Ordinal) ? new StorageQueueCredential(signature) : null;
        return credential is not null;
    }

    /// <summary>A client of the queue at <paramref name="url"/>.</summary>
    public QueueClient CreateClient(Uri url, QueueClientOptions options) =>
        _key is not null ? new QueueClient(url, _key, options) : new QueueClient(url, new AzureSasCredential(_signature!), options);
}
