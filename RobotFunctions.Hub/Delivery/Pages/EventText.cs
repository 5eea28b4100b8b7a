using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RobotFunctions.Hub.Delivery.Pages;

/// <summary>The body of an event for people: indented, and cut where it is long.</summary>
internal static class EventText
{
    /// <summary>The most characters that a page shows.</summary>
    public const int MaxLength = 50_000;

    // The page encodes the text for HTML; encoded for JSON too, it could not be read.
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a body.</summary>
    /// <param name="body">The bytes that are sent: JSON.</param>
    public static string Of(ReadOnlyMemory<byte> body)
    {
        using var buffer = new MemoryStream();
        using (var json = JsonDocument.Parse(body))
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteTo(writer);
        }

        var text = Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        return text.Length <= MaxLength ? text : $"{text[..MaxLength]}\n... and {text.Length - MaxLength} characters more";
    }
}
