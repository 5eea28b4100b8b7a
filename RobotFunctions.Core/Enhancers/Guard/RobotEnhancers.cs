using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;

namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>One guarded enhancer per robot for the whole process.</summary>
internal sealed class RobotEnhancers(IServiceProvider services, TimeProvider time, ILogger<GuardedEnhancer> logger)
    : IDisposable
{
    private readonly ConcurrentDictionary<Protocol.RobotId, Lazy<GuardedEnhancer>> _guards = new();

    /// <summary>A robot's enhancer, made at its first use.</summary>
    /// <exception cref="MisconfiguredException">It cannot be made: a file of its own is gone, or it refuses its settings. The next use tries again.</exception>
    public GuardedEnhancer Of(Robot robot)
    {
        var guard = _guards.GetOrAdd(
            robot.Id,
            (_, robot) => new Lazy<GuardedEnhancer>(() => new GuardedEnhancer(
                services.GetRequiredKeyedService<IEnhancer>(robot.Options.Enhancer),
                robot.Options,
                time,
                logger)),
            robot);
        try
        {
            return guard.Value;
        }
#pragma warning disable CA1031 // The boundary to an author's constructor: no batch is to blame for what it throws.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _guards.TryRemove(new(robot.Id, guard));
            throw new MisconfiguredException(Problem(robot, exception));
        }
    }

    // An author's own text is not shown: nobody vouches for it.
    private static string Problem(Robot robot, Exception exception) => exception switch
    {
        OptionsValidationException or MisconfiguredException => exception.Message,
        _ => $"The enhancer {robot.Options.Enhancer} cannot be made ({exception.GetType().Name}). Check its settings and its files.",
    };

    public void Dispose()
    {
        foreach (var guard in _guards.Values.Where(static guard => guard.IsValueCreated))
        {
            guard.Value.Dispose();
        }
    }
}
