using System.Buffers;
using System.Text.Json;
using RobotFunctions.Core.Protocol.Enhancements;

namespace RobotFunctions.Core.Protocol.Results;

/// <summary>
/// Writes the entries of a result file (protocol section 3): one JSON object and a line feed each, in pure ASCII, so that neither unusual line
/// breaks nor characters split between chunks can break the import. Nulls are omitted. Characters that the repository cannot store (U+0000, lone
/// surrogates) are removed from every string. <c>reference_id</c> comes first. After its first line a thread does not allocate.
/// </summary>
public static class ResultLine
{
    private const int IdLength = 36;

    // Never written to: a thread's writer holds this stream between two lines, so that it does not keep a caller's buffer alive.
    private static readonly ArrayBufferWriter<byte> Nowhere = new();

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    private static ReadOnlySpan<byte> BeforeId => "{\"reference_id\":\""u8;

    private static ReadOnlySpan<byte> AfterIdOfError => "\",\"message\":"u8;

    /// <summary>Writes an enhancement.</summary>
    /// <param name="output">The buffer for the line.</param>
    /// <param name="reference">The requested reference.</param>
    /// <param name="envelope">Who made the enhancement.</param>
    /// <param name="content">
    /// The content, which has passed <see cref="EnhancementRules.Check"/>. If it throws while it is read, the caller must discard what was written.
    /// </param>
    public static void WriteEnhancement(
        IBufferWriter<byte> output,
        ReferenceId reference,
        in EnhancementEnvelope envelope,
        EnhancementContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        try
        {
            var json = Start(output, reference);
            json.Text("source"u8, envelope.Source);
            json.Text("visibility"u8, envelope.Visibility.Value);
            json.Text("robot_version"u8, envelope.RobotVersion);
            json.Member("content"u8);
            content.WriteTo(json);
            End(output, json);
        }
        finally
        {
            _writer!.Reset(Nowhere);
        }
    }

    /// <summary>Writes a linked robot error.</summary>
    /// <param name="output">The buffer for the line.</param>
    /// <param name="reference">The requested reference.</param>
    /// <param name="message">Why there is no enhancement: a sentence for the requester.</param>
    public static void WriteError(IBufferWriter<byte> output, ReferenceId reference, ReadOnlySpan<char> message)
    {
        try
        {
            var json = Start(output, reference);
            json.Text("message"u8, message);
            End(output, json);
        }
        finally
        {
            _writer!.Reset(Nowhere);
        }
    }

    /// <summary>Whether a line that <see cref="WriteEnhancement"/> or <see cref="WriteError"/> wrote is an error.</summary>
    public static bool IsError(ReadOnlySpan<byte> line) => TryReadId(line, out _) && line[(BeforeId.Length + IdLength)..].StartsWith(AfterIdOfError);

    /// <summary>Reads the id of a line that <see cref="WriteEnhancement"/> or <see cref="WriteError"/> wrote.</summary>
    internal static bool TryReadId(ReadOnlySpan<byte> line, out ReferenceId id)
    {
        var value = Guid.Empty;
        var isRead = line.StartsWith(BeforeId) && line.Length >= BeforeId.Length + IdLength && Guid.TryParse(line.Slice(BeforeId.Length, IdLength), out value);
        id = new ReferenceId(value);
        return isRead;
    }

    private static WireJson Start(IBufferWriter<byte> output, ReferenceId reference)
    {
        var writer = _writer ??= new Utf8JsonWriter(Nowhere);
        writer.Reset(output);
        var json = new WireJson(writer);
        json.StartObject();
        json.Id("reference_id"u8, reference.Value);
        return json;
    }

    private static void End(IBufferWriter<byte> output, WireJson json)
    {
        json.EndObject();
        _writer!.Flush();
        output.Write("\n"u8);
    }
}
