using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Puts events on Azure Storage queues, as base64, which queue triggers expect. A message does not expire.</summary>
internal sealed class StorageQueueSender(IHttpClientFactory clients)
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    /// <summary>Makes one attempt.</summary>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<SendResult> SendAsync(Destination destination, HubEvent @event, CancellationToken cancellation)
    {
        if (!StorageQueueCredential.TryParse(destination.Credential, out var credential))
        {
            return SendResult.Unanswered("The subscription has no credential for its queue. Set one: a shared access signature or a connection string.");
        }

        using var client = clients.CreateClient(HttpSender.ClientName);
        var options = new QueueClientOptions
        {
            Transport = new HttpClientTransport(client),
            MessageEncoding = QueueMessageEncoding.Base64,

            // One attempt is one request: the schedule of the deliveries repeats it.
            Retry = { MaxRetries = 0, NetworkTimeout = Timeout.InfiniteTimeSpan },
            Diagnostics = { IsLoggingEnabled = false, IsDistributedTracingEnabled = false },
        };
        var queue = credential.CreateClient(destination.Url, options);
        try
        {
            var sent = await queue.SendMessageAsync(new BinaryData(@event.Body), timeToLive: Never, cancellationToken: cancellation);
            return new SendResult { Answer = sent.GetRawResponse().Status };
        }
        catch (RequestFailedException refused) when (refused.Status > 0)
        {
            return new SendResult { Answer = refused.Status, Problem = $"The queue answered {refused.Status} {ProblemText.Clean(refused.ErrorCode ?? "", 100)}." };
        }
        catch (RequestFailedException unanswered)
        {
            throw unanswered.InnerException as HttpRequestException ?? new HttpRequestException("The queue did not answer.", unanswered);
        }
    }
}
