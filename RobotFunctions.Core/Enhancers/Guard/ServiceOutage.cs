namespace RobotFunctions.Core.Enhancers.Guard;

/// <summary>
/// Tracks how long an enhancer's service has been unavailable. The time limit applies to the outage, so that a batch does not wait again for each
/// reference when the service stays down, and to each reference, so that none is retried without limit while others succeed.
/// </summary>
internal sealed class ServiceOutage(TimeSpan timeout, TimeProvider time)
{
    private const long None = long.MinValue;

    private long _since = None;

    /// <summary>The service answered.</summary>
    public void End()
    {
        if (Volatile.Read(ref _since) != None)
        {
            Volatile.Write(ref _since, None);
        }
    }

    /// <summary>Records that the service was unavailable to a reference that has been waiting since <paramref name="waitingSince"/>.</summary>
    /// <returns>Whether the reference should keep waiting, and whether this failure began the outage.</returns>
    public (bool Wait, bool Began) Note(ref long? waitingSince)
    {
        var now = time.GetTimestamp();
        waitingSince ??= now;
        var since = Interlocked.CompareExchange(ref _since, now, None);
        var began = since == None;
        var waited = time.GetElapsedTime(began ? waitingSince.Value : Math.Min(since, waitingSince.Value), now);
        return (waited < timeout, began);
    }
}
