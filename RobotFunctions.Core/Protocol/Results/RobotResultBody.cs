using System.Buffers;
using System.Text.Json;

namespace RobotFunctions.Core.Protocol.Results;

/// <summary>The bodies of the callback (protocol sections 1.2 to 1.5): ASCII JSON, which is signed and sent unchanged.</summary>
public static class RobotResultBody
{
    /// <summary>The result file is uploaded.</summary>
    public static byte[] Success(BatchId request) => Write(request, static json => json.Null("error"u8));

    /// <summary>The whole request or batch failed.</summary>
    /// <param name="request">The request or batch.</param>
    /// <param name="message">Why: a sentence for the requester.</param>
    public static byte[] Error(BatchId request, string message) => Write(request, json =>
    {
        json.StartObject("error"u8);
        json.Text("message"u8, message);
        json.EndObject();
    });

    /// <summary>A single request is done: its result entry becomes the enhancement or the error.</summary>
    /// <param name="request">The request.</param>
    /// <param name="resultLine">The entry, as <see cref="ResultLine"/> wrote it.</param>
    /// <exception cref="JsonException">The entry is damaged.</exception>
    public static byte[] Single(BatchId request, ReadOnlyMemory<byte> resultLine)
    {
        var message = resultLine[JsonMembers.Find(resultLine.Span, "message"u8)];
        return Write(request, json =>
        {
            if (message.IsEmpty)
            {
                json.Null("error"u8);
                json.Written("enhancement"u8, resultLine.Span.TrimEnd((byte)'\n'));
            }
            else
            {
                json.StartObject("error"u8);
                json.Written("message"u8, message.Span);
                json.EndObject();
                json.Null("enhancement"u8);
            }
        });
    }

    private static byte[] Write(BatchId request, Action<WireJson> writeOutcome)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            var json = new WireJson(writer);
            json.StartObject();
            json.Id("request_id"u8, request.Value);
            writeOutcome(json);
            json.EndObject();
        }

        return body.WrittenSpan.ToArray();
    }
}
