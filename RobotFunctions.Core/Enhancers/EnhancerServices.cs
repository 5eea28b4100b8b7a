using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers.Http;
using RobotFunctions.Core.Enhancers.Keywords;
using RobotFunctions.Core.Enhancers.Toy;
using RobotFunctions.Core.Outbound;

namespace RobotFunctions.Core.Enhancers;

/// <summary>Registers enhancers under the names that <c>Robot:Enhancer</c> chooses from.</summary>
public static class EnhancerServices
{
    /// <summary>The toy robot's enhancer.</summary>
    public const string Toy = "toy";

    /// <summary>The enhancer that looks for the terms of a taxonomy.</summary>
    public const string Keywords = "keywords";

    /// <summary>The enhancer that asks a model behind HTTP.</summary>
    public const string Http = "http";

    /// <summary>Adds a team's own enhancer; <c>Robot:Enhancer</c> then names it.</summary>
    /// <typeparam name="T">The enhancer. One instance is made, with whatever services its constructor asks for.</typeparam>
    public static IServiceCollection AddEnhancer<T>(this IServiceCollection services, string name)
        where T : class, IEnhancer => services.AddKeyedSingleton<IEnhancer, T>(name);

    /// <summary>Adds <c>toy</c>, <c>keywords</c> and <c>http</c>. Mistakes in the configuration of those that a robot uses stop the host at start.</summary>
    public static IServiceCollection AddShippedEnhancers(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<KeywordOptions>().Bind(configuration.GetSection("Keywords"), static (section, options) => section.Bind(options));
        services.AddOptions<HttpEnhancerOptions>().Bind(configuration.GetSection("Http"), static (section, options) => section.Bind(options));
        services.AddSingleton<IValidateOptions<KeywordOptions>>(new ValidateKeywordOptions(configuration));
        services.AddSingleton<IValidateOptions<HttpEnhancerOptions>>(new ValidateHttpEnhancerOptions(configuration));
        services.AddSingleton<IValidateOptions<RobotsOptions>, ValidateEnhancerNames>();
        services.AddHttpClient(HttpEnhancer.ClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(OutboundHandler.Create)
            .AddHttpMessageHandler(static () => new ConnectionResets())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)

            // The factory's own log lines would show the headers and the URL's query, which may hold a key.
            .RemoveAllLoggers();
        return services
            .AddEnhancer<ToyEnhancer>(Toy)
            .AddEnhancer<KeywordEnhancer>(Keywords)
            .AddEnhancer<HttpEnhancer>(Http);
    }

    internal static bool IsUsed(IConfiguration configuration, string name)
    {
        var robots = new RobotsOptions();
        robots.Read(configuration);
        return robots.Robots.Any(robot => robot.Enhancer == name);
    }
}
