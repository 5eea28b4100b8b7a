using System.Text.Json;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Intake;

/// <summary>
/// A queue message with the body that <c>/batch/</c> accepts and, if several robots are configured, the <c>robot_id</c> of the addressed one. The
/// ids needed for an answer are read even if the rest is invalid.
/// </summary>
/// <param name="Id">The request's id; null when it cannot be read.</param>
/// <param name="Robot">The addressed robot; null if the message does not name one.</param>
/// <param name="Body">The exact bytes of the message.</param>
public sealed record QueuedRequest(BatchId? Id, RobotId? Robot, ReadOnlyMemory<byte> Body)
{
    /// <summary>Reads as much of a message as possible.</summary>
    public static QueuedRequest Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return new QueuedRequest(
                Text(body.Span, "id"u8) is { } id && BatchId.TryParse(id, out var batch) ? batch : null,
                Text(body.Span, "robot_id"u8) is { } asked && RobotId.TryParse(asked, out var robot) ? robot : null,
                body);
        }
        catch (JsonException)
        {
            return new QueuedRequest(null, null, body);
        }
    }

    private static string? Text(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        var value = body[JsonMembers.Find(body, name)];
        return value is [(byte)'"', ..] ? JsonText.Read(value) : null;
    }
}
