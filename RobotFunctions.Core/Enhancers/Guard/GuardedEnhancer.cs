using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>
/// Calls a robot's enhancer with limits on concurrency, rate, time and attempts. Exceptions of the enhancer
/// end here: they become a reason for failure.
/// </summary>
internal sealed partial class GuardedEnhancer(IEnhancer enhancer, RobotOptions options, TimeProvider time, ILogger<GuardedEnhancer> logger)
    : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _slots = new(options.Concurrency);
    private readonly TimeoutPool _timeouts = new(options.ReferenceTimeout, time);
    private readonly StartRateLimiter _rateLimiter = new(options.ReferencesPerMinute, time);
    private readonly SettingsFaults _faults = new();
    private int _abandonedCalls;

    /// <summary>How many references may be enhanced concurrently.</summary>
    public int Concurrency => options.Concurrency;

    /// <summary>Why the enhancer cannot work with its settings; null if it can.</summary>
    public string? Misconfiguration => _faults.Verdict;

    /// <summary>Whether a call was abandoned after its time-out and may still be reading its reference.</summary>
    public bool HasAbandonedCalls => Volatile.Read(ref _abandonedCalls) > 0;

    /// <summary>Enhances one reference; ends with an exception only when <paramref name="cancellation"/> asks for it.</summary>
    public async ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                await _rateLimiter.WaitAsync(cancellation);
                var (outcome, wait) = await TryAsync(reference, context, attempt, cancellation);
                if (wait is not { } delay)
                {
                    return outcome;
                }

                await Task.Delay(delay, time, cancellation);
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    private async ValueTask<(EnhancerOutcome Outcome, TimeSpan? Wait)> TryAsync(
        Reference reference,
        EnhancerContext context,
        int attempt,
        CancellationToken cancellation)
    {
        var deadline = _timeouts.Start();
        try
        {
            using var linked = cancellation.UnsafeRegister(static deadline => ((Deadline)deadline!).Cancel(), deadline);
            var call = enhancer.EnhanceAsync(reference, context, deadline.Token);
            var outcome = call.IsCompletedSuccessfully ? call.Result : await WaitAsync(call.AsTask(), deadline.Token);
            _faults.Clear();
            return outcome is { IsEnhanced: false, Reason: null }
                ? (EnhancerOutcome.Failed("The enhancer returned neither an enhancement nor a reason."), null)
                : (outcome, null);
        }
        catch (MisconfiguredException exception)
        {
            _faults.Add(exception.Message);
            return (EnhancerOutcome.Failed(exception.Message), null);
        }
        catch (MalformedReferenceException exception)
        {
            return (EnhancerOutcome.Failed(exception.Message), null);
        }
#pragma warning disable CA1031 // The boundary to third-party code: any exception means "retry, then fail this reference".
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var timedOut = exception is OperationCanceledException && deadline.Token.IsCancellationRequested;
            var reason = Reason(exception, timedOut);
            if (logger.IsEnabled(LogLevel.Debug))
            {
                LogFailedAttempt(context.Batch, reference.Id, attempt, options.ReferenceAttempts, ExceptionText.Of(exception));
            }

            return attempt < options.ReferenceAttempts
                ? (default, Wait(exception, attempt))
                : (EnhancerOutcome.Failed($"{reason} It was tried {attempt} times."), null);
        }
        finally
        {
            _timeouts.Stop(deadline);
        }
    }

    /// <summary>Waits until the deadline at most, even for an enhancer that ignores its token.</summary>
    private async Task<EnhancerOutcome> WaitAsync(Task<EnhancerOutcome> call, CancellationToken deadline)
    {
        try
        {
            return await call.WaitAsync(deadline);
        }
        catch (OperationCanceledException) when (!call.IsCompleted)
        {
            Interlocked.Increment(ref _abandonedCalls);
            _ = call.ContinueWith(
                abandoned =>
                {
                    _ = abandoned.Exception;
                    Interlocked.Decrement(ref _abandonedCalls);
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            throw;
        }
    }

    private string Reason(Exception exception, bool timedOut) => exception switch
    {
        TransientEnhancerException transient => transient.Message,
        _ when timedOut => $"The enhancer took longer than {options.ReferenceTimeout.TotalSeconds:0.###} s for this reference.",
        _ => $"The enhancer failed on this reference ({exception.GetType().Name}).",
    };

    private static TimeSpan Wait(Exception exception, int attempt)
    {
        var asked = exception is TransientEnhancerException { RetryAfter: { } after } ? after : FirstWait * Math.Pow(2, Math.Min(attempt - 1, 16));
        return asked < LongestWait ? asked : LongestWait;
    }

    [LoggerMessage(1, LogLevel.Debug, "Run {RunId}: attempt {Attempt} of {Attempts} on reference {Reference} failed: {Exception}")]
    private partial void LogFailedAttempt(Protocol.BatchId runId, Protocol.ReferenceId reference, int attempt, int attempts, string exception);
}
