using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RobotFunctions.AzureFunctions.Configuration;
using RobotFunctions.Core;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;

namespace RobotFunctions.AzureFunctions;

/// <summary>The robot as a Function App: a <c>Main</c> of one line, in a project with the Functions SDK, gives every trigger, orchestration and activity.</summary>
public static class RobotApp
{
    /// <summary>Runs the app until the Functions host stops it.</summary>
    /// <param name="args">The command line, which the Functions host writes.</param>
    /// <param name="services">
    /// Adds the team's enhancers (<see cref="EnhancerServices.AddEnhancer"/>) and what they need, after the robot's own services were added.
    /// </param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The configuration has a mistake; the app does not start.</exception>
    public static void Run(string[] args, Action<IServiceCollection>? services = null)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.Configuration.AddToyRobotVariables();
        builder.Services.AddRobot(builder.Configuration);
        builder.Services.AddFunctionApp(builder.Configuration);
        builder.AddTelemetry();
        services?.Invoke(builder.Services);
        builder.Build().Run();
    }
}
