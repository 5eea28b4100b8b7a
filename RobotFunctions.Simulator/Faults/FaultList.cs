using RobotFunctions.Simulator.Calls;

namespace RobotFunctions.Simulator.Faults;

/// <summary>The faults that lie in wait for calls. A call meets the oldest one that fits it, and no other. Safe for any number of threads.</summary>
public sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<InjectedFault> _faults = [];

    /// <summary>Whether every connection is dropped before it is looked at.</summary>
    public bool Down { get; set; }

    /// <summary>Lets the next <paramref name="times"/> calls of a kind fail, after <paramref name="spared"/> that do not.</summary>
    public InjectedFault Add(CallKind kind, FaultAction action, int times = 1, int spared = 0) =>
        Add(context => CallEndpoint.KindOf(context) == kind, action, times, spared);

    /// <summary>Lets the next <paramref name="times"/> calls that fit fail, after <paramref name="spared"/> that do not.</summary>
    public InjectedFault Add(Func<HttpContext, bool> fits, FaultAction action, int times = 1, int spared = 0)
    {
        var fault = new InjectedFault(fits, action, times, spared);
        lock (_gate)
        {
            _faults.Add(fault);
        }

        return fault;
    }

    /// <summary>From now on nothing goes wrong.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
            Down = false;
        }
    }

    internal Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (Down)
        {
            return Fault.DropBefore(context, next);
        }

        InjectedFault? met;
        lock (_gate)
        {
            met = _faults.Find(fault => fault.Meets(context));
            _faults.RemoveAll(fault => fault.IsSpent);
        }

        return met is null ? next(context) : met.Action(context, next);
    }
}
