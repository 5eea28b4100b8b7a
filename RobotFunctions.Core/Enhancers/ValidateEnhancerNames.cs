using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Enhancers;

/// <summary>Rejects a robot whose enhancer is not registered.</summary>
internal sealed class ValidateEnhancerNames(IServiceProviderIsKeyedService services) : IValidateOptions<RobotsOptions>
{
    public ValidateOptionsResult Validate(string? name, RobotsOptions options)
    {
        var problems = options.Robots
            .Where(robot => !services.IsKeyedService(typeof(IEnhancer), robot.Enhancer))
            .Select(static robot =>
                $"{robot.Section}:Enhancer: there is no enhancer '{robot.Enhancer}'. Set it to {EnhancerServices.Toy}, {EnhancerServices.Keywords} or {EnhancerServices.Http}, or add your own with AddEnhancer<T>(\"{robot.Enhancer}\").")
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
