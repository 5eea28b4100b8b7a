using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Http;

/// <summary>Remembers idempotent requests and their answers, for all replicas.</summary>
internal sealed class IdempotencyStore(IDbContextFactory<HubStore> stores, StoreWriter writer, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>How long an answer is given again.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    /// <summary>After how long a request without an answer is taken to have died with its process. No request of the Hub runs as long.</summary>
    public static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _protector = protection.CreateProtector("idempotent answers");

    /// <summary>Reserves an id for a request that is going to run.</summary>
    /// <returns>Null if it is reserved; otherwise the request that has it.</returns>
    public async Task<IdempotentRequest?> TryStartAsync(byte[] id, byte[] fingerprint, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var at = now.UtcDateTime;
        var reserved = await writer.RunAsync(
            async store =>
            {
                var (expired, abandoned) = (now - Retention, now - Abandoned);
                await store.Set<IdempotentRequest>()
                    .Where(request => request.Id == id && (request.StartedAt <= expired || (request.Status == null && request.StartedAt <= abandoned)))
                    .ExecuteDeleteAsync(cancellation);
                return await store.Database.ExecuteSqlAsync(
                    $"""INSERT INTO "IdempotentRequests" ("Id", "Fingerprint", "StartedAt") VALUES ({id}, {fingerprint}, {at}) ON CONFLICT DO NOTHING""", cancellation);
            },
            cancellation);
        if (reserved == 1)
        {
            return null;
        }

        await using var store = await stores.CreateDbContextAsync(cancellation);

        // Freed in between: the caller is told that it still runs, and its retry will find the id free.
        return await store.Set<IdempotentRequest>().AsNoTracking().SingleOrDefaultAsync(request => request.Id == id, cancellation)
            ?? new IdempotentRequest { Id = id, Fingerprint = fingerprint, StartedAt = now };
    }

    /// <summary>Keeps the answer of a request that ran.</summary>
    public Task CompleteAsync(byte[] id, int status, RecordedAnswer answer, CancellationToken cancellation)
    {
        var content = _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(answer, HttpJson.Default.RecordedAnswer));
        return writer.RunAsync(
            store => store.Set<IdempotentRequest>()
                .Where(request => request.Id == id)
                .ExecuteUpdateAsync(update => update.SetProperty(request => request.Status, status).SetProperty(request => request.Answer, content), cancellation),
            cancellation);
    }

    /// <summary>Frees the id of a request that was refused or failed.</summary>
    public Task FreeAsync(byte[] id, CancellationToken cancellation) =>
        writer.RunAsync(store => store.Set<IdempotentRequest>().Where(request => request.Id == id && request.Status == null).ExecuteDeleteAsync(cancellation), cancellation);

    /// <summary>Removes what is no longer given again.</summary>
    public Task<int> PurgeAsync(CancellationToken cancellation)
    {
        var expired = time.GetUtcNow() - Retention;
        return writer.RunAsync(store => store.Set<IdempotentRequest>().Where(request => request.StartedAt <= expired).ExecuteDeleteAsync(cancellation), cancellation);
    }

    /// <summary>The answer of a request that ran.</summary>
    public RecordedAnswer Read(byte[] answer) => JsonSerializer.Deserialize(_protector.Unprotect(answer), HttpJson.Default.RecordedAnswer)!;
}
