using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Channels.Pages;

/// <summary>What a channel would send, with the values of a test message.</summary>
internal static class ChannelPreview
{
    /// <summary>The parts of the message that templates make.</summary>
    /// <param name="kind">The kind of channel.</param>
    /// <param name="settings">Its settings, whose templates are valid.</param>
    /// <param name="message">The message.</param>
    public static IReadOnlyList<(string Part, string Text)> Of(ChannelKind kind, ChannelSettings settings, Message message) => kind switch
    {
        ChannelKind.Slack => [("Text", Render(settings.Text ?? DefaultTemplates.SlackText, message, MessageFormat.Slack))],
        ChannelKind.Email =>
        [
            ("Subject", Render(settings.Subject ?? DefaultTemplates.Subject, message, MessageFormat.Plain)),
            ("Text", Render(settings.Text ?? DefaultTemplates.Text, message, MessageFormat.Plain)),
            .. EmailMessage.HtmlOf(settings) is { } html ? [("HTML", Render(html, message, MessageFormat.Html))] : Array.Empty<(string, string)>(),
        ],
        ChannelKind.Log => [("Text", Render(settings.Text ?? DefaultTemplates.Text, message, MessageFormat.Plain))],
        _ => [],
    };

    private static string Render(string template, Message message, MessageFormat format) => MessageTemplate.Parse(template).Render(message, format);
}
