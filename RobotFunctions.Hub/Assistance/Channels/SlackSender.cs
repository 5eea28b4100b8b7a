using System.Net.Http.Headers;
using System.Text;
using RobotFunctions.Core.Outbound;
using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>Posts messages to incoming webhooks of Slack, which take about one message a second. Their URL is a credential.</summary>
internal sealed class SlackSender(IHttpClientFactory clients, HubOptions options, TimeProvider time) : IChannelSender
{
    private const int MaxAnswer = 100;

    /// <inheritdoc/>
    public ChannelKind Kind => ChannelKind.Slack;

    /// <inheritdoc/>
    public ChannelLimits Limits { get; } = new(Parallel: 1, SlackMessage.MaxDigest, Interval: TimeSpan.FromSeconds(1));

    /// <inheritdoc/>
    public FieldProblem? Check(ChannelSettings settings, string? secret, bool hasSecret)
    {
        if (secret is null && !hasSecret)
        {
            return new("secret", "A Slack channel needs the URL of its incoming webhook as secret: https://hooks.slack.com/services/...");
        }

        return secret is not null && !DestinationUrl.TryCreate(secret, options.AllowPrivateDestinations, out _, out var problem)
            ? new("secret", $"The secret is the URL of Slack's incoming webhook. {problem}")
            : SettingProblems.Unused("slack", settings with { Text = null });
    }

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OpenChannel channel, IReadOnlyList<Message> messages, string? recipients, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(SlackMessage.Write(messages, MessageTemplate.Parse(channel.Settings.Text ?? DefaultTemplates.SlackText)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var request = new HttpRequestMessage(HttpMethod.Post, channel.Secret) { Content = content };
        using var client = clients.CreateClient(HttpSender.ClientName);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        var status = (int)response.StatusCode;
        var answer = await ReadAsync(response, cancellation);
        return status switch
        {
            >= 200 and < 300 when answer == "ok" => SendOutcome.Delivered("Slack answered ok."),
            >= 200 and < 300 => SendOutcome.Failed($"Slack answered {status}{Code(answer)} and not ok, so it may not have taken the message."),
            StatusCodes.Status429TooManyRequests => SendOutcome.Failed("Slack answered 429: too many messages.", RetryAfter.Read(response.Headers, time.GetUtcNow())),
            StatusCodes.Status408RequestTimeout or >= 500 => SendOutcome.Failed($"Slack answered {status}{Code(answer)}.", RetryAfter.Read(response.Headers, time.GetUtcNow())),
            _ => SendOutcome.Refused($"Slack answered {status}{Code(answer)}. Set the URL of a webhook that exists as the channel's secret, or correct its template."),
        };
    }

    // Slack's errors are words such as no_service. Anything else could repeat the URL.
    private static string Code(string answer) => answer.Length > 0 && answer.All(static letter => letter is (>= 'a' and <= 'z') or '_') ? $" {answer}" : "";

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var start = new byte[MaxAnswer];
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(start.AsSpan(0, length)).Trim();
    }
}
