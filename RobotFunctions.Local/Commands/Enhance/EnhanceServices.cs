using RobotFunctions.Core;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Storage;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Commands.Enhance;

/// <summary>The services of a robot without a repository, and the choice of its enhancer.</summary>
internal static class EnhanceServices
{
    private static readonly string[] Shipped = [EnhancerServices.Toy, EnhancerServices.Http, "keywords"];

    /// <summary>Adds the robot.</summary>
    /// <exception cref="EnhancerMissingException">Nobody said which enhancer to use.</exception>
    public static IServiceCollection Create(EnhanceRequest request, Action<IServiceCollection> addServices)
    {
        var own = new ServiceCollection();
        addServices(own);
        var configured = Settings.Read(request.Options);
        var robot = configured.GetSection("Robots").GetChildren().FirstOrDefault()?.Path ?? "Robot";
        var enhancer = request.Enhancer ?? configured[$"{robot}:Enhancer"] ?? OnlyOwn(own) ?? throw new EnhancerMissingException(Names(own));
        var defaults = new Dictionary<string, string?>
        {
            [$"{robot}:Id"] = "00000000-0000-4000-8000-000000000b07",
            [$"{robot}:Secret"] = "unused: nothing is signed offline",
            ["Repository:Url"] = "http://offline.invalid",
        };
        var settings = Settings.Read(request.Options, defaults, new Dictionary<string, string?> { [$"{robot}:Enhancer"] = enhancer });
        var services = new ServiceCollection()
            .AddLogging(ConsoleLog.For(settings, request.Options, LogLevel.Warning))
            .AddRobot(settings)
            .AddSingleton<IBatchStore, FileBatchStore>();
        addServices(services);
        return services;
    }

    /// <summary>The enhancer of a program that adds one of its own.</summary>
    private static string? OnlyOwn(ServiceCollection services) => Added(services).Except(Shipped).ToList() is [var own] ? own : null;

    private static IReadOnlyList<string> Names(ServiceCollection services) =>
        [.. new[] { EnhancerServices.Toy, EnhancerServices.Http }.Union(Added(services)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Added(ServiceCollection services) => services
        .Where(static service => service.IsKeyedService && service.ServiceType == typeof(IEnhancer))
        .Select(static service => service.ServiceKey)
        .OfType<string>()
        .Distinct();
}

/// <summary>Neither the command line nor the configuration names an enhancer.</summary>
internal sealed class EnhancerMissingException(IReadOnlyList<string> names) : Exception(
    $"No enhancer is given. Add --enhancer, or set Robot:Enhancer, to {string.Join(", ", names.SkipLast(1))} or {names[^1]}.");
