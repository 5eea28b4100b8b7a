using RobotFunctions.Core.Checks;

namespace RobotFunctions.Local.Commands.Smoke;

/// <summary>Limits the time of a check: a missing response is a result too.</summary>
internal sealed class CheckTimeout(TimeSpan length, TimeProvider time)
{
    /// <summary>Runs a check. If it takes too long, the result is that of <paramref name="late"/>, which gets the time-out in seconds.</summary>
    public async Task<CheckResult> RunAsync(
        Func<CancellationToken, Task<CheckResult>> check, Func<double, CheckResult> late, CancellationToken cancellation)
    {
        using var timeUp = new CancellationTokenSource(length, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeUp.Token, cancellation);
        try
        {
            return await check(either.Token);
        }
        catch (OperationCanceledException) when (timeUp.IsCancellationRequested)
        {
            return late(length.TotalSeconds);
        }
    }
}
