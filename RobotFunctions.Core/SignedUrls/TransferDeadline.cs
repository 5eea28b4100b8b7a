using System.Globalization;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.SignedUrls;

/// <summary>
/// The two time limits of one transfer: its total time, and the time that storage may make no progress. The time that the local side takes
/// to read or write counts only towards the total.
/// </summary>
internal sealed class TransferDeadline : IDisposable
{
    private readonly TimeSpan _idleLimit;
    private readonly TimeSpan _totalLimit;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _total;
    private readonly CancellationTokenSource _any;

    public TransferDeadline(LimitsOptions limits, TimeProvider time, CancellationToken caller)
    {
        _idleLimit = limits.StorageIdle;
        _totalLimit = limits.StorageTransfer;
        _idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _total = new CancellationTokenSource(_totalLimit, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(caller, _idle.Token, _total.Token);
    }

    /// <summary>Cancelled by either limit and by the caller.</summary>
    public CancellationToken Token => _any.Token;

    /// <summary>Which limit was reached, as the predicate of a sentence about storage; null if none was.</summary>
    public string? Expired =>
        _idle.IsCancellationRequested ? string.Create(CultureInfo.InvariantCulture, $"made no progress for {_idleLimit.TotalSeconds} seconds")
        : _total.IsCancellationRequested ? string.Create(CultureInfo.InvariantCulture, $"took longer than {_totalLimit.TotalSeconds} seconds")
        : null;

    /// <summary>Starts the idle limit: the transfer waits for storage.</summary>
    public void StartWaiting() => _idle.CancelAfter(_idleLimit);

    /// <summary>Stops the idle limit: storage made progress, and the local side is working.</summary>
    public void StopWaiting() => _idle.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Links the limits with another token; null if <paramref name="other"/> adds nothing.</summary>
    public CancellationTokenSource? Join(CancellationToken other) =>
        other == Token || !other.CanBeCanceled ? null : CancellationTokenSource.CreateLinkedTokenSource(Token, other);

    public void Dispose()
    {
        _any.Dispose();
        _total.Dispose();
        _idle.Dispose();
    }
}
