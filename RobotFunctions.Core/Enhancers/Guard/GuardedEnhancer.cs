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
    private readonly ServiceOutage _outage = new(options.UnavailableTimeout, time);
    private readonly BatchExceptions _exceptions = new(options, logger);
    private int _abandonedCalls;

    /// <summary>How many references may be enhanced concurrently.</summary>
    public int Concurrency => options.Concurrency;

    /// <summary>Why the enhancer cannot work with its settings; null if it can.</summary>
    public string? Misconfiguration => _faults.Verdict;

    /// <summary>Whether a call was abandoned after its time-out and may still be reading its reference.</summary>
    public bool HasAbandonedCalls => Volatile.Read(ref _abandonedCalls) > 0;

    /// <summary>Enhances one reference; ends with an exception only when <paramref name="cancellation"/> asks for it.</summary>
    public async ValueTask<Answer> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        var began = time.GetTimestamp();
        try
        {
            var failures = new ReferenceFailures();
            while (true)
            {
                await _rateLimiter.WaitAsync(cancellation);
                var attempt = await TryAsync(reference, context, cancellation);
                if (attempt.Failure is not { } failure)
                {
                    _outage.End();
                    return new Answer(attempt.Outcome, time.GetElapsedTime(began), IsLasting: !attempt.BlamesSettings);
                }

                if (NextWait(failure, ref failures, context, reference) is not { } wait)
                {
                    return new Answer(
                        EnhancerOutcome.Failed($"{Reason(failure)} It was tried {failures.Attempts} times."),
                        time.GetElapsedTime(began),
                        IsLasting: failure is not TransientEnhancerException { ServiceUnavailable: true });
                }

                await Task.Delay(wait, time, cancellation);
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    private async ValueTask<Attempt> TryAsync(
        Reference reference,
        EnhancerContext context,
        CancellationToken cancellation)
    {
        var deadline = _timeouts.Start();
        try
        {
            using var linked = cancellation.UnsafeRegister(static deadline => ((Deadline)deadline!).Cancel(), deadline);
            var call = enhancer.EnhanceAsync(reference, context, deadline.Token);
            var outcome = call.IsCompletedSuccessfully ? call.Result : await WaitAsync(call.AsTask(), deadline.Token);
            _faults.Clear();
            return new Attempt(outcome is { IsEnhanced: false, Reason: null }
                ? EnhancerOutcome.Failed("The enhancer returned neither an enhancement nor a reason.")
                : outcome);
        }
        catch (MisconfiguredException exception)
        {
            _faults.Add(exception.Message);
            return new Attempt(EnhancerOutcome.Failed(exception.Message), BlamesSettings: true);
        }
        catch (MalformedReferenceException exception)
        {
            return new Attempt(EnhancerOutcome.Failed(exception.Message));
        }
#pragma warning disable CA1031 // The boundary to third-party code: any exception means "retry, then fail this reference".
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new Attempt(default, exception is OperationCanceledException && deadline.Token.IsCancellationRequested
                ? new ReferenceTimeoutException($"The enhancer took longer than {options.ReferenceTimeout.TotalSeconds:0.###} s for this reference.", exception)
                : exception);
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

    /// <summary>The wait before the next attempt; null if there is none.</summary>
    private TimeSpan? NextWait(Exception failure, ref ReferenceFailures failures, EnhancerContext context, Reference reference)
    {
        if (failure is TransientEnhancerException { ServiceUnavailable: true })
        {
            var (wait, began) = _outage.Note(ref failures.WaitingSince);
            if (began)
            {
                LogUnavailable(context.Robot, options.UnavailableTimeout, failure.Message);
            }

            if (wait)
            {
                return BackOff(failure, ++failures.Outages);
            }
        }
        else
        {
            _outage.End();
        }

        failures.Attempts++;
        if (failure is not (TransientEnhancerException or ReferenceTimeoutException))
        {
            _exceptions.Note(failure, context, reference.Id);
        }

        if (logger.IsEnabled(LogLevel.Debug))
        {
            LogFailedAttempt(context.Batch, reference.Id, failures.Attempts, options.ReferenceAttempts, _exceptions.TextOf(failure));
        }

        return failures.Attempts < options.ReferenceAttempts ? BackOff(failure, failures.Attempts) : null;
    }

    private static string Reason(Exception failure) => failure switch
    {
        TransientEnhancerException transient => transient.Message,
        ReferenceTimeoutException timeout => timeout.Message,
        _ => $"The enhancer failed on this reference ({failure.GetType().Name}).",
    };

    /// <summary>Waits double; a requested wait can only lengthen them.</summary>
    private static TimeSpan BackOff(Exception failure, int failures)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(failures - 1, 16));
        if (failure is TransientEnhancerException { RetryAfter: { } asked } && asked > wait)
        {
            wait = asked;
        }

        return wait < LongestWait ? wait : LongestWait;
    }

    [LoggerMessage(1, LogLevel.Debug, "Run {RunId}: attempt {Attempt} of {Attempts} on reference {Reference} failed: {Exception}")]
    private partial void LogFailedAttempt(Protocol.BatchId runId, Protocol.ReferenceId reference, int attempt, int attempts, string exception);

    [LoggerMessage(2, LogLevel.Warning, "Robot {Robot}: the enhancer's service is unavailable; references wait up to {Timeout}: {Reason}")]
    private partial void LogUnavailable(Protocol.RobotId robot, TimeSpan timeout, string reason);

    /// <summary>The outcome of one call, or the exception it ended with.</summary>
    private readonly record struct Attempt(EnhancerOutcome Outcome, Exception? Failure = null, bool BlamesSettings = false);

    /// <summary>The failures of one reference so far.</summary>
    private struct ReferenceFailures
    {
        public int Attempts;
        public int Outages;
        public long? WaitingSince;
    }

    private sealed class ReferenceTimeoutException(string message, Exception cause) : Exception(message, cause);
}
