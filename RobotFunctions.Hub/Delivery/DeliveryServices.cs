using Microsoft.EntityFrameworkCore.Diagnostics;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Core.Webhooks;
using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Registers the outbox and the delivery loop.</summary>
internal static class DeliveryServices
{
    /// <summary>Adds what records, delivers and manages events.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services, HubOptions options)
    {
        services.AddHttpClient(HttpSender.ClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => Handler(options, PublicConnector.System))
            .AddHttpMessageHandler(static () => new ConnectionResets())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // The factory's own log lines would show the URLs, which may contain secrets.
            .RemoveAllLoggers();
        return services
            .AddSingleton<WebhookSigner>()
            .AddSingleton<SubscriptionSecrets>()
            .AddSingleton<HttpSender>()
            .AddSingleton<StorageQueueSender>()
            .AddSingleton<DeliverySender>()
            .AddSingleton<FailedDeliveries>()
            .AddSingleton<DeliveryQueue>()
            .AddSingleton<DeliverySignal>()
            .AddSingleton<IInterceptor, CommitWakesDelivery>()
            .AddSingleton(static provider => new Lazy<IEnumerable<IEventReaction>>(provider.GetServices<IEventReaction>))
            .AddSingleton<Outbox>()
            .AddSingleton<EventFeed>()
            .AddSingleton<Subscriptions>()
            .AddSingleton<SubscriptionSwitch>()
            .AddSingleton<Redelivery>()
            .AddSingleton<DeliveryList>()
            .AddHostedService<DeliveryLoop>()
            .AddHostedService<DeliveryRetention>()
            .ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, DeliveryJson.Default));
    }

    /// <summary>The handler of all deliveries: no redirects, and no private addresses unless they are allowed.</summary>
    internal static SocketsHttpHandler Handler(HubOptions options, PublicConnector connector)
    {
        var handler = OutboundHandler.Create();
        if (!options.AllowPrivateDestinations)
        {
            handler.ConnectCallback = connector.ConnectAsync;
        }

        return handler;
    }
}
