using System.Globalization;
using System.Security.Cryptography;
using RobotFunctions.Core.Outbound;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Makes one attempt to deliver an event, whatever its destination is. Its answer is always a result; the problem shows no secret.</summary>
internal sealed class DeliverySender(SubscriptionSecrets secrets, HttpSender http, StorageQueueSender queues, TimeProvider time)
{
    /// <summary>How long an attempt may take. It is less than a third of the lease.</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(20);

    private const int MaxProblem = 300;

    /// <summary>Makes one attempt.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled by <paramref name="cancellation"/>; it may have arrived nevertheless.</exception>
    public async Task<SendResult> SendAsync(Subscription subscription, HubEvent @event, CancellationToken cancellation)
    {
        using var timeOut = new CancellationTokenSource(TimeOut, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeOut.Token, cancellation);
        try
        {
            var destination = secrets.Open(subscription, time.GetUtcNow());
            return destination.Kind == SubscriptionKind.StorageQueue
                ? await queues.SendAsync(destination, @event, linked.Token)
                : await http.SendAsync(destination, @event, linked.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return SendResult.Unanswered(string.Create(CultureInfo.InvariantCulture, $"The destination did not answer within {TimeOut.TotalSeconds} s."));
        }
        catch (HttpRequestException unreachable)
        {
            return SendResult.Unanswered(Problem(unreachable));
        }
        catch (IOException broken)
        {
            return SendResult.Unanswered($"The connection broke: {ProblemText.Clean(broken.Message, MaxProblem)}");
        }
        catch (CryptographicException)
        {
            return SendResult.Unanswered(
                "The secrets of the subscription cannot be decrypted: the key is not in this store, or its certificate is another one. Restore it, or create the subscription again.");
        }
    }

    private static string Problem(HttpRequestException unreachable) => (unreachable.InnerException as AddressRefusedException)?.Message is { } refused
        ? $"{ProblemText.Clean(refused, MaxProblem)} HubServer:AllowPrivateDestinations=true allows that."
        : $"The destination cannot be reached: {ProblemText.Clean(unreachable.Message, MaxProblem)}";
}
