using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RobotFunctions.Hub.Store;

/// <summary>Columns with the id of the transaction that wrote a row: on PostgreSQL the database's own, on SQLite, whose transactions follow each other, always 0.</summary>
internal static class TransactionIds
{
    private const string Annotation = "Hub:TransactionId";

    /// <summary>The column has the id of the transaction that added the row.</summary>
    public static void IsTransactionId(this PropertyBuilder<long> property) => property.HasAnnotation(Annotation, true);

    /// <summary>Has PostgreSQL fill these columns.</summary>
    public static void FillTransactionIds(this ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(static entity => entity.GetProperties()).Where(static property => property.FindAnnotation(Annotation) is not null))
        {
            property.SetDefaultValueSql("(pg_current_xact_id()::text::bigint)");
            property.ValueGenerated = ValueGenerated.OnAdd;
        }
    }

    /// <summary>The id before which all transactions have ended; null on SQLite.</summary>
    /// <remarks>A transaction that is open anywhere on the server, and has written something, holds it back.</remarks>
    public static async Task<long?> HorizonAsync(this HubStore store, CancellationToken cancellation) => store is PostgresStore
        ? await store.Database.SqlQueryRaw<long>("""SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS "Value" """).SingleAsync(cancellation)
        : null;
}
