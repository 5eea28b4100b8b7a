using System.Text.Json.Nodes;
using RobotFunctions.Core.Webhooks;
using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>Posts messages as signed webhooks (Standard Webhooks). The id of the message is the notification's.</summary>
internal sealed class WebhookChannelSender(HttpSender http, HubOptions options) : IChannelSender
{
    /// <summary>The type of the CloudEvent.</summary>
    public const string EventType = "assistance.requested";

    /// <inheritdoc/>
    public ChannelKind Kind => ChannelKind.Webhook;

    /// <inheritdoc/>
    public ChannelLimits Limits { get; } = new(Parallel: 4, MaxDigest: 1, Interval: TimeSpan.Zero);

    /// <inheritdoc/>
    public FieldProblem? Check(ChannelSettings settings, string? secret, bool hasSecret)
    {
        if (!DestinationUrl.TryCreate(settings.Url, options.AllowPrivateDestinations, out _, out var problem))
        {
            return new("url", problem);
        }

        return secret is null ? hasSecret ? SettingProblems.Unused("webhook", settings with { Url = null }) : SecretProblem
            : WebhookSecret.TryParse(secret, out _) ? SettingProblems.Unused("webhook", settings with { Url = null })
            : SecretProblem;
    }

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OpenChannel channel, IReadOnlyList<Message> messages, string? recipients, CancellationToken cancellation)
    {
        var destination = new Destination { Kind = SubscriptionKind.Webhook, Url = new Uri(channel.Settings.Url!), Secrets = [WebhookSecret.Parse(channel.Secret)] };
        var result = await http.SendAsync(destination, EventOf(messages[0]), cancellation);
        return result switch
        {
            { Succeeded: true } => SendOutcome.Delivered($"The webhook answered {result.Answer}."),
            { Answer: >= 300 and < 400 } => SendOutcome.Refused($"The webhook answered {result.Answer}. Redirects are not followed: set the url of the channel to where it leads."),
            { Answer: StatusCodes.Status410Gone } => SendOutcome.Refused("The webhook answered 410: it wants no messages any more."),
            { IsUnavailable: true } => SendOutcome.Failed(result.Problem!, result.RetryAfter),
            _ => SendOutcome.Refused(result.Problem!),
        };
    }

    private static FieldProblem SecretProblem => new(
        "secret", $"A webhook needs a secret that signs: {WebhookSecret.Prefix} and the base64 of {WebhookSecret.MinLength} to {WebhookSecret.MaxLength} bytes.");

    // The bytes are the same in every attempt.
    private HubEvent EventOf(Message message)
    {
        var data = new JsonObject
        {
            ["notification_id"] = message.Id,
            ["request_id"] = message.RequestId,
            ["topic"] = message.Topic,
            ["description"] = message.Description,
            ["requester"] = message.Requester,
            ["url"] = message.Url,
            ["severity"] = message.Severity.ToString().ToLowerInvariant(),
            ["event_type"] = message.EventType,
            ["count"] = message.Count,
            ["link"] = message.Link,
        };
        var subject = $"/assistance/{message.RequestId}";
        return new HubEvent
        {
            Id = message.Id,
            WorkspaceId = message.WorkspaceId,
            Type = EventType,
            Subject = subject,
            At = message.At,
            Body = CloudEvent.Write(new OccurredEvent(message.WorkspaceId, EventType, subject, data), message.Id, message.At, options.PublicUrl, message.TraceParent),
            TraceParent = message.TraceParent,
        };
    }
}
