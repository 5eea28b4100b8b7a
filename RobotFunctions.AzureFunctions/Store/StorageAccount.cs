using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace RobotFunctions.AzureFunctions.Store;

/// <summary>
/// The storage account that the Functions host uses as well, configured as for the host: <c>AzureWebJobsStorage</c> is a connection
/// string, or its children name the account and the identity that accesses it.
/// </summary>
internal sealed class StorageAccount
{
    /// <summary>The name of the setting.</summary>
    public const string SettingName = "AzureWebJobsStorage";

    private readonly IConfigurationSection _setting;
    private readonly TokenCredential _identity;

    /// <summary>Reads the setting.</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <param name="identity">The app's identity; unused if the setting is a connection string.</param>
    /// <exception cref="InvalidOperationException">The setting does not name an account.</exception>
    public StorageAccount(IConfiguration configuration, TokenCredential identity)
    {
        _identity = identity;
        _setting = configuration.GetSection(SettingName);
        if (_setting is { Value: null or "" } && _setting["accountName"] is null && (_setting["blobServiceUri"] is null || _setting["queueServiceUri"] is null))
        {
            throw new InvalidOperationException(
                $"{SettingName} is missing. Set it to a connection string, or {SettingName}__accountName to the name of the app's storage account.");
        }
    }

    /// <summary>The account's blobs.</summary>
    public BlobServiceClient Blobs() => _setting.Value is { Length: > 0 } connection
        ? new BlobServiceClient(connection)
        : new BlobServiceClient(ServiceUri("blob"), _identity);

    /// <summary>The account's queues.</summary>
    public QueueServiceClient Queues() => _setting.Value is { Length: > 0 } connection
        ? new QueueServiceClient(connection)
        : new QueueServiceClient(ServiceUri("queue"), _identity);

    private Uri ServiceUri(string service) =>
        new(_setting[$"{service}ServiceUri"] ?? $"https://{_setting["accountName"]}.{service}.core.windows.net");
}
