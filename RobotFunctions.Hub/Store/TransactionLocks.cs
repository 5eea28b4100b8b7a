using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace RobotFunctions.Hub.Store;

/// <summary>Lets one transaction at a time decide by what is not there yet, which no row can be locked for.</summary>
internal static class TransactionLocks
{
    /// <summary>Waits for other transactions with the same name; they wait until this one has ended. On SQLite there is one transaction at a time anyway.</summary>
    /// <param name="store">The store in a transaction of <see cref="StoreWriter"/>.</param>
    /// <param name="name">What is decided.</param>
    /// <param name="cancellation">Cancels the waiting.</param>
    public static async Task LockAsync(this HubStore store, string name, CancellationToken cancellation)
    {
        if (store is PostgresStore)
        {
            var number = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            await store.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({number})", cancellation);
        }
    }
}
