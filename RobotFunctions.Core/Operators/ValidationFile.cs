using System.Text.Json;
using System.Text.Json.Serialization;
using RobotFunctions.Core.Batches;

namespace RobotFunctions.Core.Operators;

/// <summary>A line of the repository's validation file.</summary>
internal sealed record ValidationEntry(string? ReferenceId, string? Error);

/// <summary>Counts the entries of the repository's validation file: JSON Lines, one entry per result line (protocol section 3).</summary>
internal static class ValidationFile
{
    private const int MostNamed = 10;
    private const int MostCharacters = 300;

    /// <summary>Adds the counts of a file to a verdict.</summary>
    /// <exception cref="JsonException">The file is not JSON Lines.</exception>
    public static async Task<RepositoryVerdict> ReadAsync(RepositoryVerdict verdict, Stream file, CancellationToken cancellation)
    {
        var (imported, failed) = (0L, 0L);
        var first = new List<string>();
        var entries = JsonSerializer.DeserializeAsyncEnumerable(file, ValidationJsonContext.Default.ValidationEntry, topLevelValues: true, cancellation);
        await foreach (var entry in entries)
        {
            if (entry?.Error is not { } error)
            {
                imported++;
                continue;
            }

            failed++;
            if (first.Count < MostNamed)
            {
                var message = error.Length <= MostCharacters ? error : $"{error[..MostCharacters]}...";
                first.Add(entry.ReferenceId is null ? message : $"reference {entry.ReferenceId}: {message}");
            }
        }

        return verdict with { Imported = imported, Failed = failed, FirstFailures = first.Count == 0 ? null : first };
    }
}

/// <summary>The JSON of the validation file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ValidationEntry))]
internal sealed partial class ValidationJsonContext : JsonSerializerContext;
