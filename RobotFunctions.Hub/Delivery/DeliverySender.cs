using System.Globalization;
using System.Security.Cryptography;
using RobotFunctions.Core.Outbound;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Makes one attempt to deliver an event, whatever its destination is. Its answer is always a result; the problem shows no secret.</summary>
internal sealed partial class DeliverySender(SubscriptionSecrets secrets, HttpSender http, StorageQueueSender queues, TimeProvider time, ILogger<DeliverySender> logger)
{
    /// <summary>How long an attempt may take. It is less than a third of the lease.</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(20);

    private const int MaxProblem = 300;

    /// <summary>Makes one attempt.</summary>
    /// <param name="subscription">Where to.</param>
    /// <param name="delivery">The delivery, as it was claimed.</param>
    /// <param name="event">What is sent.</param>
    /// <param name="interrupt">Interrupts it, which is not an attempt; it may have arrived nevertheless.</param>
    public async Task<FinishedSend> AttemptAsync(Subscription subscription, EventDelivery delivery, HubEvent @event, CancellationToken interrupt)
    {
        using var span = SendSpan.Start(subscription, delivery, @event);
        var at = time.GetUtcNow();
        var start = time.GetTimestamp();
        var result = await TrySendAsync(subscription, delivery, @event, interrupt);
        SendSpan.End(span, result);
        var attempt = result is null ? null : new DeliveryAttempt
        {
            Id = Guid.CreateVersion7(at),
            DeliveryId = delivery.Id,
            At = at,
            Milliseconds = (int)time.GetElapsedTime(start).TotalMilliseconds,
            Answer = result.Answer,
            Problem = result.Problem,
        };
        return new FinishedSend(delivery, delivery.Url ?? subscription.Url, result, attempt);
    }

    private async Task<SendResult?> TrySendAsync(Subscription subscription, EventDelivery delivery, HubEvent @event, CancellationToken interrupt)
    {
        try
        {
            return await SendAsync(subscription, delivery, @event, interrupt);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // A bug in one send may not take away the room of those after it. It is logged, and counts as an attempt.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            LogBug(logger, bug, subscription.Id);
            return SendResult.Unanswered($"The Hub failed unexpectedly ({bug.GetType().Name}). Its log has the details.");
        }
    }

    private async Task<SendResult> SendAsync(Subscription subscription, EventDelivery delivery, HubEvent @event, CancellationToken cancellation)
    {
        using var timeOut = new CancellationTokenSource(TimeOut, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeOut.Token, cancellation);
        try
        {
            var destination = secrets.Open(subscription, time.GetUtcNow(), delivery.Url);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "A send to subscription {SubscriptionId} failed unexpectedly; it counts as an attempt.")]
    private static partial void LogBug(ILogger logger, Exception exception, Guid subscriptionId);
}
