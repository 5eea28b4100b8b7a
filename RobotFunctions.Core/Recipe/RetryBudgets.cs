using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Recipe;

/// <summary>
/// The retries that a step has used. Each kind of failure has its own attempts and time; the time between a failure and the next one is charged to the
/// kind of the first. After hours of unavailable storage, a crash therefore still has all its attempts, and a 404 its minute.
/// </summary>
internal sealed class RetryBudgets(RetryPolicy policy, BatchId batch, DateTimeOffset began)
{
    private readonly Dictionary<FailureKind, (int Attempts, TimeSpan Time)> _spent = [];
    private readonly bool _shared = policy.Recipe == 1;
    private (FailureKind Budget, DateTimeOffset At)? _last = policy.Recipe == 1 ? (default, began) : null;

    /// <summary>The wait before the next attempt after a failure at <paramref name="now"/>; null if the failure is final.</summary>
    public TimeSpan? NextWait(StepFailure failure, DateTimeOffset now)
    {
        if (_last is { } last)
        {
            var before = _spent.GetValueOrDefault(last.Budget);
            _spent[last.Budget] = before with { Time = before.Time + (now - last.At) };
        }

        var budget = _shared ? default : failure.Kind;
        var (attempts, time) = _spent.GetValueOrDefault(budget);
        _spent[budget] = (++attempts, time);
        _last = (budget, now);
        return policy.NextWait(failure, batch, attempts, time);
    }
}
