using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace RobotFunctions.AzureFunctions.Configuration;

/// <summary>
/// Lets the steps of runs wait while many requests come at once: a repository gives up a push after five seconds, a run has time. Each step waits
/// once, and not for long, so that runs go on under any load.
/// </summary>
internal sealed class RequestsFirst(TimeProvider time) : IFunctionsWorkerMiddleware
{
    /// <summary>How many requests under way are a burst. In ordinary work there are one or two.</summary>
    public const int Burst = 8;

    /// <summary>How long a step waits at most.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private TaskCompletionSource? _burst;
    private int _underWay;

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        switch (TriggerOf(context))
        {
            case "httpTrigger":
                await TakeRequestAsync(context, next);
                break;

            // Not orchestrations: they run inside the engine's own middleware, which allows no other waiting.
            case "activityTrigger":
                await WaitForEndOfBurstAsync(context.CancellationToken);
                await next(context);
                break;

            default:
                await next(context);
                break;
        }
    }

    private static string? TriggerOf(FunctionContext context) =>
        context.FunctionDefinition.InputBindings.Values.FirstOrDefault(static binding => binding.Type.EndsWith("Trigger", StringComparison.Ordinal))?.Type;

    private async Task TakeRequestAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        Count(1);
        try
        {
            await next(context);
        }
        finally
        {
            Count(-1);
        }
    }

    private void Count(int change)
    {
        lock (_gate)
        {
            _underWay += change;
            if (_underWay >= Burst)
            {
                _burst ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            else
            {
                _burst?.SetResult();
                _burst = null;
            }
        }
    }

    private async Task WaitForEndOfBurstAsync(CancellationToken cancellation)
    {
        Task? end;
        lock (_gate)
        {
            end = _burst?.Task;
        }

        if (end is not null)
        {
            await Task.WhenAny(end, Task.Delay(LongestWait, time, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
