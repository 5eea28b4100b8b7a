using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Enhancers;

/// <summary>Rejects a robot whose enhancer is not registered.</summary>
internal sealed class ValidateEnhancerNames(IServiceProviderIsKeyedService services, IEnumerable<EnhancerName> registered) : IValidateOptions<RobotsOptions>
{
    public ValidateOptionsResult Validate(string? name, RobotsOptions options)
    {
        var names = registered.Select(static enhancer => enhancer.Name).Distinct(StringComparer.Ordinal).ToList();
        var problems = options.Robots
            .Where(robot => !services.IsKeyedService(typeof(IEnhancer), robot.Enhancer))
            .Select(robot =>
                $"{robot.Section}:Enhancer: there is no enhancer '{robot.Enhancer}'. Set it to {string.Join(", ", names.SkipLast(1))} or {names[^1]}, or add your own with AddEnhancer<T>(\"{robot.Enhancer}\").")
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
