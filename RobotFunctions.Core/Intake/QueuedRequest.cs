using System.Text.Json;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Intake;

/// <summary>
/// A message of a queue that holds what <c>/batch/</c> takes, and where several robots live the <c>robot_id</c> of the one that is asked. What is
/// needed to answer it is read even if the rest is no good.
/// </summary>
/// <param name="Id">The request's id; null when it cannot be read.</param>
/// <param name="Robot">The robot that is asked; null when the message does not say.</param>
/// <param name="Body">The message to the byte.</param>
public sealed record QueuedRequest(BatchId? Id, RobotId? Robot, ReadOnlyMemory<byte> Body)
{
    /// <summary>When it was put into the queue: the same however often it is taken from there. Null when the queue does not say.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Reads as much of a message as can be read.</summary>
    public static QueuedRequest Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return new QueuedRequest(
                Text(document.RootElement, "id") is { } id && BatchId.TryParse(id, out var batch) ? batch : null,
                Text(document.RootElement, "robot_id") is { } asked && RobotId.TryParse(asked, out var robot) ? robot : null,
                body);
        }
        catch (JsonException)
        {
            return new QueuedRequest(null, null, body);
        }
    }

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? JsonText.Read(value)
            : null;
}
