using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace RobotFunctions.Hub.Store;

/// <summary>
/// Columns of words, each behind a line feed, and an index of them: on PostgreSQL a generated <c>tsvector</c> with a GIN index, on SQLite an FTS5 table beside
/// the table. Neither splits or changes the words: a row is found by those that are in its column.
/// </summary>
internal static class SearchIndex
{
    /// <summary>The property with the words as a <c>tsvector</c>, on PostgreSQL.</summary>
    public const string Vector = "SearchVector";

    /// <summary>The property that numbers the rows, on SQLite. FTS5 knows rows by a number, and the one that SQLite gives by itself changes when a file is compacted.</summary>
    public const string Number = "Number";

    private const string Annotation = "Hub:SearchIndex";

    /// <summary>The column has words that are searched.</summary>
    public static void IsSearched(this PropertyBuilder<string> property) => property.HasAnnotation(Annotation, true);

    /// <summary>Has PostgreSQL keep the vectors and index them.</summary>
    public static void AddSearchVectors(this ModelBuilder model)
    {
        foreach (var property in Searched(model.Model).ToList())
        {
            var entity = model.Entity(property.DeclaringType.ClrType);
            entity.Property<NpgsqlTsVector>(Vector).HasComputedColumnSql($"""array_to_tsvector(string_to_array(substr("{property.Name}", 2), E'\n'))""", stored: true);
            entity.HasIndex(Vector).HasMethod("GIN");
        }
    }

    /// <summary>Has SQLite number the rows. Their former key stays the one that others refer to.</summary>
    public static void AddRowNumbers(this ModelBuilder model)
    {
        foreach (var property in Searched(model.Model).ToList())
        {
            var entity = model.Entity(property.DeclaringType.ClrType);
            var key = entity.Metadata.FindPrimaryKey()!.Properties.Select(static part => part.Name).ToArray();
            entity.Property<long>(Number).ValueGeneratedOnAdd();
            entity.HasKey(Number);
            entity.HasAlternateKey(key);
        }
    }

    /// <summary>Adds the FTS5 tables that a SQLite store lacks, with the words that are there, and the triggers that keep them.</summary>
    public static async Task AddMissingAsync(SqliteStore store, CancellationToken cancellation)
    {
        foreach (var (table, column) in Tables(store))
        {
            if (await ExistsAsync(store, table, cancellation) && !await ExistsAsync(store, WordsOf(table), cancellation))
            {
                await using var transaction = await store.Database.BeginTransactionAsync(cancellation);
                await store.Database.ExecuteSqlRawAsync(Creation(table, column), cancellation);
                await transaction.CommitAsync(cancellation);
            }
        }
    }

    /// <summary>Removes them, so that a migration may change, copy and drop the tables.</summary>
    public static async Task RemoveAsync(SqliteStore store, CancellationToken cancellation)
    {
        foreach (var (table, _) in Tables(store))
        {
            await store.Database.ExecuteSqlRawAsync(Removal(table), cancellation);
        }
    }

    private static IEnumerable<IReadOnlyProperty> Searched(IReadOnlyModel model) =>
        model.GetEntityTypes().SelectMany(static entity => entity.GetProperties()).Where(static property => property.FindAnnotation(Annotation) is not null);

    private static IEnumerable<(string Table, string Column)> Tables(HubStore store) =>
        Searched(store.GetService<IDesignTimeModel>().Model).Select(static property => (((IReadOnlyEntityType)property.DeclaringType).GetTableName()!, property.GetColumnName()));

    private static string WordsOf(string table) => table + "Words";

    private static async Task<bool> ExistsAsync(HubStore store, string table, CancellationToken cancellation) =>
        await store.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = {table}").SingleAsync(cancellation) > 0;

    // The tokenizer splits at ASCII characters that are no letters or digits, of which a column has its line feeds only.
    private static string Creation(string table, string column) => $"""
        CREATE VIRTUAL TABLE "{table}Words" USING fts5("{column}", content='', contentless_delete=1, detail=none, tokenize='ascii');
        INSERT INTO "{table}Words"(rowid, "{column}") SELECT "{Number}", "{column}" FROM "{table}";
        CREATE TRIGGER "{table}WordsAdded" AFTER INSERT ON "{table}" BEGIN
          INSERT INTO "{table}Words"(rowid, "{column}") VALUES (new."{Number}", new."{column}");
        END;
        CREATE TRIGGER "{table}WordsChanged" AFTER UPDATE OF "{column}" ON "{table}" WHEN old."{column}" <> new."{column}" BEGIN
          UPDATE "{table}Words" SET "{column}" = new."{column}" WHERE rowid = old."{Number}";
        END;
        CREATE TRIGGER "{table}WordsRemoved" AFTER DELETE ON "{table}" BEGIN
          DELETE FROM "{table}Words" WHERE rowid = old."{Number}";
        END;
        """;

    private static string Removal(string table) => $"""
        DROP TRIGGER IF EXISTS "{table}WordsAdded";
        DROP TRIGGER IF EXISTS "{table}WordsChanged";
        DROP TRIGGER IF EXISTS "{table}WordsRemoved";
        DROP TABLE IF EXISTS "{table}Words";
        """;
}
