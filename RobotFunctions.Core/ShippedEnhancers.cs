using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Http;
using RobotFunctions.Core.Enhancers.Toy;
using RobotFunctions.Core.Outbound;

namespace RobotFunctions.Core;

/// <summary>The enhancers that every robot has.</summary>
public static class ShippedEnhancers
{
    /// <summary>Adds <c>toy</c> and <c>http</c>; <c>keywords</c> has a package of its own. A configuration error of an enhancer that a robot uses stops the host at start.</summary>
    public static IServiceCollection AddShippedEnhancers(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<HttpEnhancerOptions>().Bind(configuration.GetSection("Http"), static (section, options) => section.Bind(options));
        services.AddSingleton<IValidateOptions<HttpEnhancerOptions>>(new ValidateHttpEnhancerOptions(configuration));
        services.AddSingleton<IValidateOptions<RobotsOptions>, ValidateEnhancerNames>();
        services.AddHttpClient(HttpEnhancer.ClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(OutboundHandler.Create)
            .AddHttpMessageHandler(static () => new ConnectionResets())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // The factory's own log lines would show the headers and the URL's query, which may hold a key.
            .RemoveAllLoggers();
        return services
            .AddEnhancer<ToyEnhancer>(EnhancerServices.Toy)
            .AddEnhancer<HttpEnhancer>(EnhancerServices.Http);
    }
}
