using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Local.Endpoints;

/// <summary>The memory budget for request bodies (<c>Limits:IntakeBytes</c>). Received bytes count, not the announced length.</summary>
internal sealed class BodyBudget(IOptions<LimitsOptions> limits)
{
    private long _free = limits.Value.IntakeBytes;

    /// <summary>Reserves bytes; false if there are not enough.</summary>
    public bool TryReserve(long bytes)
    {
        if (Interlocked.Add(ref _free, -bytes) >= 0)
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    /// <summary>Releases reserved bytes.</summary>
    public void Release(long bytes) => Interlocked.Add(ref _free, bytes);
}
