using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>One guarded enhancer per robot for the whole process.</summary>
internal sealed class RobotEnhancers(IServiceProvider services, TimeProvider time, ILogger<GuardedEnhancer> logger)
    : IDisposable
{
    private readonly ConcurrentDictionary<Protocol.RobotId, Lazy<GuardedEnhancer>> _guards = new();

    public GuardedEnhancer Of(Robot robot) => _guards.GetOrAdd(
        robot.Id,
        (_, robot) => new Lazy<GuardedEnhancer>(() => new GuardedEnhancer(
            services.GetRequiredKeyedService<IEnhancer>(robot.Options.Enhancer),
            robot.Options,
            time,
            logger)),
        robot).Value;

    public void Dispose()
    {
        foreach (var guard in _guards.Values.Where(static guard => guard.IsValueCreated))
        {
            guard.Value.Dispose();
        }
    }
}
