using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Outbound;

namespace RobotFunctions.Core.Hub;

/// <summary>Registers the client of the Hub.</summary>
public static class HubClientServices
{
    /// <summary>Adds <see cref="HubClient"/> and its options, section <c>Hub</c>. A configuration error stops the host at start.</summary>
    public static IServiceCollection AddHubClient(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<HubClientOptions>().Bind(configuration.GetSection("Hub"), static (section, options) => section.Bind(options));
        services.AddSingleton<IValidateOptions<HubClientOptions>, ValidateHubClientOptions>();
        services.AddSingleton(static provider => new HubClient(
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<IOptions<HubClientOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHttpClient(HubClient.ClientName, static client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = HubClient.MaxAnswerBytes;
                client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
                client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/problem+json"));
                client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(
                    "RobotFunctions", typeof(HubClient).Assembly.GetName().Version!.ToString(3)));
            })
            .ConfigurePrimaryHttpMessageHandler(OutboundHandler.Create)
            .AddHttpMessageHandler(static () => new ConnectionResets())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // The factory would log each call with its headers.
            .RemoveAllLoggers();
        return services;
    }
}
