namespace RobotFunctions.Simulator.Faults;

/// <summary>A fault in the list.</summary>
public sealed class InjectedFault
{
    private readonly Func<HttpContext, bool> _fits;
    private readonly int _times;
    private int _toSpare;
    private int _hits;

    internal InjectedFault(Func<HttpContext, bool> fits, FaultAction action, int times, int spared)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(spared);
        (_fits, Action, _times, _toSpare) = (fits, action, times, spared);
    }

    /// <summary>The number of calls it was applied to.</summary>
    public int Hits => Volatile.Read(ref _hits);

    internal FaultAction Action { get; }

    internal bool IsSpent => Hits >= _times;

    internal bool Meets(HttpContext context)
    {
        if (!_fits(context) || _toSpare-- > 0)
        {
            return false;
        }

        _hits++;
        return true;
    }
}
