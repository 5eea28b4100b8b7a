using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>Writes messages to the Hub's log.</summary>
internal sealed partial class LogSender(ILogger<LogSender> logger) : IChannelSender
{
    /// <inheritdoc/>
    public ChannelKind Kind => ChannelKind.Log;

    /// <inheritdoc/>
    public ChannelLimits Limits { get; } = new(Parallel: 1, MaxDigest: 1, Interval: TimeSpan.Zero);

    /// <inheritdoc/>
    public FieldProblem? Check(ChannelSettings settings, string? secret, bool hasSecret) => SettingProblems.Unused("log", settings with { Text = null }, secret);

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(OpenChannel channel, IReadOnlyList<Message> messages, string? recipients, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            var text = MessageTemplate.Parse(channel.Settings.Text ?? DefaultTemplates.Text).Render(message, MessageFormat.Plain);
            LogMessage(logger, message.Id, message.Topic, text);
        }

        return Task.FromResult(SendOutcome.Delivered("It is in the log of the Hub."));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Notification {NotificationId} about {Topic}: {Text}")]
    private static partial void LogMessage(ILogger logger, Guid notificationId, string topic, string text);
}
