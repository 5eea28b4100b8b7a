using System.Buffers.Text;
using Azure.Storage.Queues.Models;

namespace RobotFunctions.AzureFunctions.Queues;

/// <summary>
/// What a queue message says. Some senders write Base64, as the Functions host expects unless told otherwise, some the text itself; the host is told
/// (<c>messageEncoding</c> in <c>host.json</c>) to hand over either, since one that it cannot decode it puts where nobody reads it.
/// </summary>
internal static class MessageContent
{
    /// <summary>The content: decoded where all of it is Base64, as it came otherwise.</summary>
    public static ReadOnlyMemory<byte> Read(QueueMessage message)
    {
        var body = message.Body.ToMemory();
        if (!Base64.IsValid(body.Span, out var length))
        {
            return body;
        }

        var decoded = new byte[length];
        Base64.DecodeFromUtf8(body.Span, decoded, out _, out _);
        return decoded;
    }
}
