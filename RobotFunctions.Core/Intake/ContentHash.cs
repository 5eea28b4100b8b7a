using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Intake;

/// <summary>Distinguishes a repeated request from a different one with the same id.</summary>
internal static class ContentHash
{
    /// <summary>
    /// The hash of a request for a batch, without the queries of its URLs: the repository creates new signatures whenever it repeats a request.
    /// </summary>
    public static string Of(BatchId id, SignedUrl references, SignedUrl results, JsonElement extraFields) =>
        Of("batch", id, references.ToString(), results.ToString(), Text(extraFields));

    /// <summary>The hash of a request for a single reference.</summary>
    public static string Of(BatchId id, JsonElement reference, JsonElement extraFields) =>
        Of("single", id, Text(reference), Text(extraFields));

    private static string Of(string kind, BatchId id, params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{kind}\n{id}"));
        foreach (var part in parts)
        {
            hash.AppendData("\n"u8);
            hash.AppendData(Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Text(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? "" : element.GetRawText();
}
