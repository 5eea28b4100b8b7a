using Microsoft.EntityFrameworkCore;

namespace RobotFunctions.Hub.Store;

/// <summary>
/// Runs each change of the store in one transaction. On SQLite one at a time: its writers would poll for the file's lock, and with 16 of them half the
/// changes a second and fifty times the longest wait were measured.
/// </summary>
internal sealed class StoreWriter(IDbContextFactory<HubStore> stores, DatabaseLocation location) : IDisposable
{
    private readonly SemaphoreSlim? _gate = location.File is null ? null : new SemaphoreSlim(1);

    /// <summary>Runs <paramref name="change"/> and commits. An exception rolls everything back.</summary>
    /// <param name="change">Reads and changes entities; changes are saved after it, or by it where it needs generated values.</param>
    /// <param name="cancellation">Cancels the change, until it is being committed.</param>
    public async Task<T> RunAsync<T>(Func<HubStore, Task<T>> change, CancellationToken cancellation)
    {
        if (_gate is not null)
        {
            await _gate.WaitAsync(cancellation);
        }

        try
        {
            await using var store = await stores.CreateDbContextAsync(cancellation);

            // Whatever fails rolls everything back; a savepoint for each save would be two more round trips.
            store.Database.AutoSavepointsEnabled = false;
            await using var transaction = await store.Database.BeginTransactionAsync(cancellation);
            var result = await change(store);
            await store.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            _gate?.Release();
        }
    }

    /// <inheritdoc cref="RunAsync{T}(Func{HubStore, Task{T}}, CancellationToken)"/>
    public Task RunAsync(Func<HubStore, Task> change, CancellationToken cancellation) => RunAsync(
        async store =>
        {
            await change(store);
            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => _gate?.Dispose();
}
