using Microsoft.EntityFrameworkCore;

namespace RobotFunctions.Hub.Store;

/// <summary>
/// Runs changes, each in one transaction. Who loses a race against another change starts again, and sees what the other one did: a new version, a name that is
/// taken, a parent that is gone.
/// </summary>
internal sealed class RetryingWriter(StoreWriter writer)
{
    // Each lost race is with another change that was made, so that all of some changes at the same time come to an end.
    private const int MaxRaces = 20;

    /// <summary>Runs <paramref name="change"/>, which may be run more than once, and commits.</summary>
    public async Task<T> RunAsync<T>(Func<HubStore, Task<T>> change, CancellationToken cancellation)
    {
        for (var race = 1; ; race++)
        {
            try
            {
                return await writer.RunAsync(change, cancellation);
            }
            catch (DbUpdateException lost) when (race < MaxRaces && (lost is DbUpdateConcurrencyException || StoreFailures.IsConflict(lost)))
            {
            }
        }
    }
}
