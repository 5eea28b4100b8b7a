using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Recipe;

/// <summary>
/// Decides how long a step is retried after storage refused its signed URL. The URL may have expired, so the first refresh does not wait. A URL that is
/// still refused may be affected by clock skew, or by a key or role assignment that has not propagated yet, which takes minutes.
/// </summary>
internal sealed class UrlRefusals(RunPlan plan, BatchId batch, bool canRefresh)
{
    private const int FirstRecipesRefreshes = 3;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    private readonly RetryPolicy _retry = RetryPolicy.Of(plan) with { RetryTimeout = plan.RetryTimeout < Timeout ? plan.RetryTimeout : Timeout };
    private int _refusals;
    private DateTimeOffset _first;
    private DateTimeOffset _since;
    private DateTimeOffset _last;

    /// <summary>The wait before the URLs are refreshed, or used again, after a refusal at <paramref name="now"/>; null if the refusal is final.</summary>
    public TimeSpan? NextWait(StepFailure refused, DateTimeOffset now)
    {
        _refusals++;
        if (plan.Recipe == 1)
        {
            return canRefresh && _refusals <= FirstRecipesRefreshes ? TimeSpan.Zero : null;
        }

        // A refusal long after the previous one means that the URLs, which worked meanwhile, have expired again.
        _first = _refusals == 1 ? now : _first;
        if (_refusals == 1 || (now - _last >= Timeout && now - _first < plan.RetryTimeout))
        {
            (_refusals, _since) = (1, now);
        }

        _last = now;
        return canRefresh && _refusals == 1
            ? TimeSpan.Zero
            : _retry.NextWait(refused with { Kind = FailureKind.Transient }, batch, _refusals, now - _since);
    }
}
