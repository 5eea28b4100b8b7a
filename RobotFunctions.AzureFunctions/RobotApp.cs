using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RobotFunctions.AzureFunctions.Configuration;
using RobotFunctions.Core;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;

namespace RobotFunctions.AzureFunctions;

/// <summary>The entry point of a robot as a Function App: a one-line <c>Main</c> in a project with the Functions SDK gets all triggers, orchestrations and activities.</summary>
public static class RobotApp
{
    /// <summary>Runs the app until the Functions host stops it.</summary>
    /// <param name="args">The command line arguments, which the Functions host passes.</param>
    /// <param name="services">
    /// Adds the team's enhancers (<see cref="EnhancerServices.AddEnhancer"/>) and what they need, after the robot's own services were added.
    /// </param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The configuration is invalid; the app does not start.</exception>
    public static void Run(string[] args, Action<IServiceCollection>? services = null)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.Configuration.AddToyRobotVariables();
        builder.Services.AddRobot(builder.Configuration);
        builder.Services.AddFunctionApp(builder.Configuration);
        builder.AddTelemetry();
        builder.UseMiddleware<LoggedFailures>();
        builder.UseMiddleware<RequestsFirst>();
        builder.Logging.AddFilter(LoggedFailures.WorkerCategory, LogLevel.Critical);
        services?.Invoke(builder.Services);
        builder.Build().Run();
    }
}
