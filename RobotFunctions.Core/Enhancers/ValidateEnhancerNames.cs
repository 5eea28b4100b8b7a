using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Enhancers;

/// <summary>Refuses to start with a robot whose enhancer nobody has added.</summary>
internal sealed class ValidateEnhancerNames(IServiceProviderIsKeyedService services) : IValidateOptions<RobotsOptions>
{
    public ValidateOptionsResult Validate(string? name, RobotsOptions options)
    {
        var problems = options.Robots
            .Select(robot => robot.Enhancer)
            .Where(enhancer => !services.IsKeyedService(typeof(IEnhancer), enhancer))
            .Select(enhancer =>
                $"Robot:Enhancer is '{enhancer}', which there is none of. Set it to {EnhancerServices.Toy}, {EnhancerServices.Keywords} or {EnhancerServices.Http}, or add your own with AddEnhancer<T>(\"{enhancer}\").")
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
