using System.Buffers;
using System.Text.Json;
using RobotFunctions.Core.Protocol.Enhancements;

namespace RobotFunctions.Core.Protocol.Results;

/// <summary>
/// Writes the result entries of a result file (protocol section 3): one JSON object and a line feed each, in pure ASCII, so that neither odd line
/// breaks nor characters cut in half by a chunk can harm the import; what is null is left out; what the repository cannot store (U+0000, half
/// surrogate pairs) is left out of every string. <c>reference_id</c> comes first. Nothing is allocated once a thread has written a line.
/// </summary>
public static class ResultLine
{
    // Never written to: what a thread's writer holds between two lines, so that it keeps nobody's buffer alive.
    private static readonly ArrayBufferWriter<byte> Nowhere = new();

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Writes an enhancement.</summary>
    /// <param name="output">Where the line goes.</param>
    /// <param name="reference">The reference that was asked for.</param>
    /// <param name="envelope">Who made the enhancement.</param>
    /// <param name="content">What it says; it has passed <see cref="EnhancementRules.Check"/>.</param>
    public static void WriteEnhancement(
        IBufferWriter<byte> output,
        ReferenceId reference,
        in EnhancementEnvelope envelope,
        EnhancementContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var json = Start(output, reference);
        json.Text("source"u8, envelope.Source);
        json.Text("visibility"u8, envelope.Visibility.Value);
        json.Text("robot_version"u8, envelope.RobotVersion);
        json.Member("content"u8);
        content.WriteTo(json);
        End(output, json);
    }

    /// <summary>Writes a linked robot error.</summary>
    /// <param name="output">Where the line goes.</param>
    /// <param name="reference">The reference that was asked for.</param>
    /// <param name="message">Why there is no enhancement: a sentence that the requester reads.</param>
    public static void WriteError(IBufferWriter<byte> output, ReferenceId reference, ReadOnlySpan<char> message)
    {
        var json = Start(output, reference);
        json.Text("message"u8, message);
        End(output, json);
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
        var writer = _writer!;
        writer.Flush();
        writer.Reset(Nowhere);
        output.Write("\n"u8);
    }
}
