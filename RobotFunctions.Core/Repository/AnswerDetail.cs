using System.Text;
using System.Text.Json;

namespace RobotFunctions.Core.Repository;

/// <summary>
/// Reads the repository's error message. <c>detail</c> is a string or a list of fields and their problems (protocol 1.5); a failure
/// of the server, or of a proxy in front of it, is plain text.
/// </summary>
internal static class AnswerDetail
{
    private const int MaxLength = 500;

    /// <summary>One line of text; empty if the body has no readable message.</summary>
    public static string Read(ReadOnlySpan<byte> body)
    {
        var text = body.TrimStart(" \r\n\t"u8) switch
        {
            [(byte)'{', ..] => ReadJson(body),
            [(byte)'<', ..] => "",
            var plain => Encoding.UTF8.GetString(plain[..Math.Min(plain.Length, 4 * MaxLength)]),
        };
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLength ? line : line[..MaxLength] + "...";
    }

    private static string ReadJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.TryGetProperty("detail", out var detail) ? Describe(detail) : "";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or JSON with strings that are not valid text: invalid UTF-8 or a lone surrogate.
            return "";
        }
    }

    private static string Describe(JsonElement detail) => detail.ValueKind switch
    {
        JsonValueKind.String => detail.GetString()!,
        JsonValueKind.Array => string.Join("; ", detail.EnumerateArray().Select(DescribeProblem).Where(static problem => problem.Length > 0)),
        _ => "",
    };

    // Only the location and the message: the input may contain confidential data.
    private static string DescribeProblem(JsonElement problem)
    {
        if (problem.ValueKind != JsonValueKind.Object)
        {
            return problem.ValueKind == JsonValueKind.String ? problem.GetString()! : "";
        }

        var message = problem.TryGetProperty("msg", out var msg) && msg.ValueKind == JsonValueKind.String ? msg.GetString()! : "";
        return problem.TryGetProperty("loc", out var loc) && loc.ValueKind == JsonValueKind.Array
            ? $"{string.Join('.', loc.EnumerateArray())}: {message}"
            : message;
    }
}
