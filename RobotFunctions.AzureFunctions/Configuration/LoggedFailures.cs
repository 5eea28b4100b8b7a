using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RobotFunctions.AzureFunctions.Configuration;

/// <summary>
/// Logs the exceptions of functions in place of the worker, which logs each as an error. A function that fails because the host is stopping is not an error:
/// the engine gives its step to another instance.
/// </summary>
internal sealed partial class LoggedFailures(IHostApplicationLifetime host, ILogger<LoggedFailures> logger) : IFunctionsWorkerMiddleware
{
    /// <summary>The category in which the worker logs the same exceptions.</summary>
    public const string WorkerCategory = "Microsoft.Azure.Functions.Worker.FunctionsApplication";

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.CancellationToken.IsCancellationRequested || host.ApplicationStopping.IsCancellationRequested)
        {
            LogInterrupted(context.FunctionDefinition.Name);
            throw;
        }
        catch (Exception exception)
        {
            LogFailed(context.FunctionDefinition.Name, exception);
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Function {Function} was interrupted because the host is stopping")]
    private partial void LogInterrupted(string function);

    [LoggerMessage(2, LogLevel.Error, "Function {Function} failed unexpectedly")]
    private partial void LogFailed(string function, Exception exception);
}
