using System.Text;
using Azure.Storage.Queues.Models;

namespace RobotFunctions.HostTests.Fakes;

/// <summary>Queue messages as the Functions host hands them over: the body as the sender wrote it.</summary>
internal static class QueueMessages
{
    public static QueueMessage Of(string body, int dequeues = 1) => QueuesModelFactory.QueueMessage(
        "id",
        "receipt",
        BinaryData.FromString(body),
        dequeues,
        insertedOn: TimeProvider.System.GetUtcNow());

    /// <summary>As Base64, with the line breaks that some tools put in.</summary>
    public static QueueMessage OfBase64(string content) =>
        Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(content), Base64FormattingOptions.InsertLineBreaks));
}
