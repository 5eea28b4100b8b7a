using System.Buffers;
using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>Makes the body of a report (protocol 1.2 to 1.5): always with an explicit <c>error</c>, and with the enhancement itself for a single request.</summary>
internal sealed class ReportBodies(IBatchStore store)
{
    /// <summary>The exact bytes to sign and send.</summary>
    public async Task<ReadOnlyMemory<byte>> MakeAsync(ReportInput report, CancellationToken cancellation)
    {
        if (report.Batch.Origin != BatchOrigin.Single || report.Error is not null)
        {
            return Write(report.Batch, report.Error, enhancement: default);
        }

        using var results = await store.ReadAsync(report.Batch.Id, BatchItems.ResultChunk(0), cancellation);
        return results is { Content.IsEmpty: false }
            ? FromResultLine(report.Batch, results.Content)
            : Write(report.Batch, "The robot has no result for this reference.", enhancement: default);
    }

    private static ReadOnlyMemory<byte> FromResultLine(Batch batch, ReadOnlyMemory<byte> line)
    {
        using var entry = JsonDocument.Parse(line);
        return entry.RootElement.TryGetProperty("content"u8, out _)
            ? Write(batch, error: null, entry.RootElement)
            : Write(batch, entry.RootElement.GetProperty("message"u8).GetString(), enhancement: default);
    }

    private static ReadOnlyMemory<byte> Write(Batch batch, string? error, JsonElement enhancement)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("request_id"u8, batch.Id.Value);
            if (error is null)
            {
                json.WriteNull("error"u8);
            }
            else
            {
                json.WriteStartObject("error"u8);
                json.WriteString("message"u8, error);
                json.WriteEndObject();
            }

            if (enhancement.ValueKind == JsonValueKind.Object)
            {
                json.WritePropertyName("enhancement"u8);
                enhancement.WriteTo(json);
            }
            else if (batch.Origin == BatchOrigin.Single)
            {
                json.WriteNull("enhancement"u8);
            }

            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }
}
