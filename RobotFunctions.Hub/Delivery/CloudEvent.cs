using System.Globalization;
using System.Text.Json;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Writes an event as CloudEvents 1.0 JSON.</summary>
internal static class CloudEvent
{
    /// <summary>The bytes that are stored, signed and sent.</summary>
    /// <param name="occurred">What happened.</param>
    /// <param name="id">Its id.</param>
    /// <param name="at">When.</param>
    /// <param name="publicUrl">The public URL of the Hub, under which the source is; null for a source that is a path.</param>
    /// <param name="traceParent">The W3C trace context.</param>
    public static byte[] Write(OccurredEvent occurred, Guid id, DateTimeOffset at, Uri? publicUrl, string? traceParent)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", id);
            json.WriteString("source", $"{publicUrl?.AbsoluteUri.TrimEnd('/')}/api/v1/workspaces/{occurred.WorkspaceId}");
            json.WriteString("type", occurred.Type);
            json.WriteString("subject", occurred.Subject);
            json.WriteString("time", at.UtcDateTime);
            json.WriteString("sequence", Sequence(occurred.Sequence ?? (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond));
            if (traceParent is not null)
            {
                json.WriteString("traceparent", traceParent);
            }

            if (occurred.RequestId is not null)
            {
                json.WriteString("requestid", occurred.RequestId);
            }

            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            occurred.Data.WriteTo(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    // The extension `sequence` is compared as text, so all have one length.
    private static string Sequence(long number) => number.ToString("D19", CultureInfo.InvariantCulture);
}
