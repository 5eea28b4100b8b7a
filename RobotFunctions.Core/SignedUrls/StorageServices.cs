using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Outbound;

namespace RobotFunctions.Core.SignedUrls;

/// <summary>Registers the client for signed URLs.</summary>
public static class StorageServices
{
    /// <summary>Adds <see cref="StorageClient"/> and <see cref="SignedUrlPolicy"/>; the options come from the configuration.</summary>
    public static IServiceCollection AddStorageClient(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SignedUrlPolicy>();
        services.AddSingleton<StorageClient>();
        services.AddHttpClient(StorageClient.ClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static provider =>
                Handler(provider.GetRequiredService<IOptions<StorageOptions>>().Value, PublicConnector.System))
            .AddHttpMessageHandler(static () => new ConnectionResets())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // The factory's own log lines would show the URLs, which are secrets.
            .RemoveAllLoggers();
        return services;
    }

    internal static SocketsHttpHandler Handler(StorageOptions options, PublicConnector connector)
    {
        var handler = OutboundHandler.Create();
        if (!options.AllowPrivateAddresses)
        {
            handler.ConnectCallback = connector.ConnectAsync;
        }

        return handler;
    }
}
