using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Channels.Pages;

/// <summary>The kinds of channels, in forms and in the words of a person.</summary>
internal static class ChannelKindTexts
{
    /// <summary>The kinds, the most usual first.</summary>
    public static readonly IReadOnlyList<(ChannelKind Kind, string Value, string Text, string Hint)> All =
    [
        (ChannelKind.Slack, "slack", "Slack", "A channel of Slack, by an incoming webhook."),
        (ChannelKind.Email, "email", "E-mail", "Up to 50 addresses, through the mail server of this Hub."),
        (ChannelKind.Webhook, "webhook", "Webhook", "An HTTP endpoint of yours. It verifies signatures (Standard Webhooks)."),
        (ChannelKind.Log, "log", "Log", "The log of this Hub, to try things out."),
    ];

    /// <summary>What a person calls a kind.</summary>
    public static string TextOf(ChannelKind kind) => All.First(item => item.Kind == kind).Text;

    /// <summary>The kind that a form names; null if it names none.</summary>
    public static ChannelKind? Parse(string value) => All.Where(item => item.Value == value).Select(static item => (ChannelKind?)item.Kind).FirstOrDefault();
}
