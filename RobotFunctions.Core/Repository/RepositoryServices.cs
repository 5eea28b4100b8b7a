using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Core.Repository;

/// <summary>Registers the repository client.</summary>
public static class RepositoryServices
{
    /// <summary>Adds <see cref="RepositoryClient"/> and <see cref="RegistrationClient"/>; the options come from the configuration.</summary>
    public static IServiceCollection AddRepositoryClient(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RequestSigner>();
        services.AddSingleton<SignedCalls>();
        services.AddSingleton(static provider => new RepositoryClient(
            provider.GetRequiredService<SignedCalls>(),
            provider.GetRequiredService<IOptions<RepositoryOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RegistrationClient>();
        services.AddHttpClient(SignedCalls.ClientName, static client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
                client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(
                    "RobotFunctions", typeof(RepositoryClient).Assembly.GetName().Version!.ToString(3)));
            })
            .ConfigurePrimaryHttpMessageHandler(OutboundHandler.Create)
            .AddHttpMessageHandler(static () => new ConnectionResets())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // The factory's own log lines would show the signatures.
            .RemoveAllLoggers();
        return services;
    }
}
