using RobotFunctions.Simulator.Calls;

namespace RobotFunctions.Simulator.Faults;

/// <summary>The faults to inject. Each call gets the oldest fault that matches it. Thread-safe.</summary>
public sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<InjectedFault> _faults = [];

    /// <summary>Whether every connection is dropped immediately.</summary>
    public bool Down { get; set; }

    /// <summary>Makes the next <paramref name="times"/> calls of a kind fail, after <paramref name="spared"/> calls that do not.</summary>
    public InjectedFault Add(CallKind kind, FaultAction action, int times = 1, int spared = 0) =>
        Add(context => CallEndpoint.KindOf(context) == kind, action, times, spared);

    /// <summary>Makes the next <paramref name="times"/> matching calls fail, after <paramref name="spared"/> calls that do not.</summary>
    public InjectedFault Add(Func<HttpContext, bool> fits, FaultAction action, int times = 1, int spared = 0)
    {
        var fault = new InjectedFault(fits, action, times, spared);
        lock (_gate)
        {
            _faults.Add(fault);
        }

        return fault;
    }

    /// <summary>Removes all faults.</summary>
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
