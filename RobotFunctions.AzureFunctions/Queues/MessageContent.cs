using System.Buffers.Text;
using Azure.Storage.Queues.Models;

namespace RobotFunctions.AzureFunctions.Queues;

/// <summary>
/// The content of a queue message. Some senders write Base64, the default of the Functions host, others write the text itself. With <c>messageEncoding</c>
/// <c>none</c> in <c>host.json</c> the host passes both on; with <c>base64</c> it would move text to the poison queue, which could not read it either.
/// </summary>
internal static class MessageContent
{
    /// <summary>The content, decoded if all of it is Base64.</summary>
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
