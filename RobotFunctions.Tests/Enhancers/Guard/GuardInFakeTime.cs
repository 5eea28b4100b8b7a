using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Guard;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Enhancers.Guard;

/// <summary>A guard around an enhancer of the test's, in fake time.</summary>
public abstract class GuardInFakeTime : IDisposable
{
    private readonly List<GuardedEnhancer> _guards = [];

    internal FakeTimeProvider Time { get; } = new();

    internal RobotOptions Options { get; } = new() { ReferenceTimeout = Timeout.InfiniteTimeSpan, ReferenceAttempts = 3 };

    public void Dispose()
    {
        _guards.ForEach(guard => guard.Dispose());
        GC.SuppressFinalize(this);
    }

    internal GuardedEnhancer Guard(Func<Reference, CancellationToken, ValueTask<EnhancerOutcome>> enhance)
    {
        var guard = new GuardedEnhancer(new DelegateEnhancer(enhance), Options, Time, NullLogger<GuardedEnhancer>.Instance);
        _guards.Add(guard);
        return guard;
    }

    internal static async Task<EnhancerOutcome> EnhanceAsync(GuardedEnhancer guard) =>
        (await guard.EnhanceAsync(Reference(), Context(), CancellationToken.None)).Outcome;

    /// <summary>Moves time on, a second a step, until the call has ended. Without a time-out the guard's own waits are all that time is for.</summary>
    protected async Task WaitOutAsync(Task running, TimeSpan? step = null)
    {
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Time.TimersArmedAsync());
            if (!running.IsCompleted)
            {
                Time.Advance(step ?? TimeSpan.FromSeconds(1));
            }
        }
    }

    protected static TransientEnhancerException Unavailable() => new("The model is being loaded.") { ServiceUnavailable = true };

    protected static Reference Reference(int number = 1)
    {
        var id = new ReferenceId(Guid.Parse($"0198c1a2-7b3c-7def-8123-{number:x12}"));
        return new Reference(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{id}}"}"""), id);
    }

    protected static EnhancerContext Context() => new() { Batch = TestRobots.BatchId, Robot = TestRobots.RobotId, RobotVersion = "1" };
}
