using System.Globalization;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Core.SignedUrls;

/// <summary>
/// The two time limits of one transfer: how long it may take in all, and how long storage may keep us waiting. The time our own side takes
/// to read or write its part counts towards the first alone.
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

    /// <summary>Which limit was reached, as the rest of a sentence about storage; null while none was.</summary>
    public string? Expired =>
        _idle.IsCancellationRequested ? string.Create(CultureInfo.InvariantCulture, $"gave no sign for {_idleLimit.TotalSeconds} seconds")
        : _total.IsCancellationRequested ? string.Create(CultureInfo.InvariantCulture, $"took longer than {_totalLimit.TotalSeconds} seconds")
        : null;

    /// <summary>From here on we wait for storage.</summary>
    public void StartWaiting() => _idle.CancelAfter(_idleLimit);

    /// <summary>Storage gave a sign; what follows is our own side's time.</summary>
    public void StopWaiting() => _idle.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Joins the limits with a token that does not have them yet; null when <paramref name="other"/> adds nothing.</summary>
    public CancellationTokenSource? Join(CancellationToken other) =>
        other == Token || !other.CanBeCanceled ? null : CancellationTokenSource.CreateLinkedTokenSource(Token, other);

    public void Dispose()
    {
        _any.Dispose();
        _total.Dispose();
        _idle.Dispose();
    }
}
