using System.Globalization;
using System.Security.Cryptography;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>Makes one attempt to send through a channel, whatever its kind is. It always has an outcome; its answer shows no secret.</summary>
internal sealed partial class ChannelSending(ChannelKinds kinds, ChannelSecrets secrets, TimeProvider time, ILogger<ChannelSending> logger)
{
    /// <summary>How long an attempt may take.</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(20);

    private const int MaxProblem = 300;

    /// <summary>Makes one attempt.</summary>
    /// <param name="channel">Where to.</param>
    /// <param name="messages">What is told.</param>
    /// <param name="recipients">What each recipient answered for good before.</param>
    /// <param name="interrupt">Interrupts it, which is not an attempt; it may have arrived nevertheless.</param>
    /// <returns>Null if it was interrupted.</returns>
    public async Task<SendOutcome?> TrySendAsync(Channel channel, IReadOnlyList<Message> messages, string? recipients, CancellationToken interrupt)
    {
        using var span = NotifySpan.Start(channel, messages);
        var outcome = await AttemptAsync(channel, messages, recipients, interrupt);
        NotifySpan.End(span, outcome);
        return outcome;
    }

    private async Task<SendOutcome?> AttemptAsync(Channel channel, IReadOnlyList<Message> messages, string? recipients, CancellationToken interrupt)
    {
        using var timeOut = new CancellationTokenSource(TimeOut, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeOut.Token, interrupt);
        try
        {
            return channel is { Secret: null, Kind: ChannelKind.Slack or ChannelKind.Webhook }
                ? SendOutcome.Refused("The channel has no secret yet. Set it on its page, or by PATCH /api/v1/channels/ID.")
                : await kinds[channel.Kind].SendAsync(secrets.Open(channel), messages, recipients, linked.Token);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"The channel did not answer within {TimeOut.TotalSeconds} s."));
        }
        catch (HttpRequestException unreachable)
        {
            return Failed((unreachable.InnerException as AddressRefusedException)?.Message is { } refused
                ? $"{ProblemText.Clean(refused, MaxProblem)} HubServer:AllowPrivateDestinations=true allows that."
                : $"The channel cannot be reached: {ProblemText.Clean(unreachable.Message, MaxProblem)}");
        }
        catch (IOException broken)
        {
            return Failed($"The connection broke: {ProblemText.Clean(broken.Message, MaxProblem)}");
        }
        catch (CryptographicException)
        {
            return Failed("The secret of the channel cannot be decrypted: the key is not in this store, or its certificate is another one. Restore it, or set the secret again.");
        }
#pragma warning disable CA1031 // A bug in one send may not end the loop that sends. It is logged, and counts as an attempt.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            LogBug(logger, bug, channel.Id);
            return Failed($"The Hub failed unexpectedly ({bug.GetType().Name}). Its log has the details.");
        }

        SendOutcome Failed(string answer) => SendOutcome.Failed(answer) with { Recipients = recipients };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A send through channel {ChannelId} failed unexpectedly; it counts as an attempt.")]
    private static partial void LogBug(ILogger logger, Exception exception, Guid channelId);
}
