using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Enhancers;

/// <summary>Registers enhancers under the names that <c>Robot:Enhancer</c> refers to.</summary>
public static class EnhancerServices
{
    /// <summary>The toy robot's enhancer.</summary>
    public const string Toy = "toy";

    /// <summary>The enhancer that calls a model over HTTP.</summary>
    public const string Http = "http";

    /// <summary>Adds a team's own enhancer; <c>Robot:Enhancer</c> then names it.</summary>
    /// <typeparam name="T">The enhancer. It is a singleton; its constructor may take any registered services.</typeparam>
    public static IServiceCollection AddEnhancer<T>(this IServiceCollection services, string name)
        where T : class, IEnhancer => services.AddKeyedSingleton<IEnhancer, T>(name).AddSingleton(new EnhancerName(name));

    /// <summary>Whether any robot of the configuration uses the enhancer of that name.</summary>
    internal static bool IsUsed(IConfiguration configuration, string name)
    {
        var robots = new RobotsOptions();
        robots.Read(configuration);
        return robots.Robots.Any(robot => robot.Enhancer == name);
    }
}

/// <summary>The name of a registered enhancer.</summary>
internal sealed record EnhancerName(string Name);
