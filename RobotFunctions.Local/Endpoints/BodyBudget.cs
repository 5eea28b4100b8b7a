using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;

namespace RobotFunctions.Local.Endpoints;

/// <summary>The memory for request bodies (<c>Limits:IntakeBytes</c>): as much as really came counts, not what a header announces.</summary>
internal sealed class BodyBudget(IOptions<LimitsOptions> limits)
{
    private long _free = limits.Value.IntakeBytes;

    /// <summary>Takes so many bytes; false, and none taken, when there are not as many.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _free, -bytes) >= 0)
        {
            return true;
        }

        Give(bytes);
        return false;
    }

    /// <summary>Gives bytes back.</summary>
    public void Give(long bytes) => Interlocked.Add(ref _free, bytes);
}
