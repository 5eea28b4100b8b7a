using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>A channel on the wire. Its secret is never shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">How it reaches people.</param>
/// <param name="To">The addresses of an e-mail; null for other kinds.</param>
/// <param name="Url">The URL of a webhook; null for other kinds.</param>
/// <param name="Subject">The template of an e-mail's subject; null for the default.</param>
/// <param name="Text">The template of the text; null for the default.</param>
/// <param name="Html">The template of an e-mail's HTML; null for the default.</param>
/// <param name="HasSecret">Whether a secret is stored.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record ChannelAnswer(
    Guid Id, string Name, ChannelKind Kind, IReadOnlyList<string>? To, string? Url, string? Subject, string? Text, string? Html, bool HasSecret, DateTimeOffset CreatedAt)
{
    internal static ChannelAnswer Of(Channel channel)
    {
        var settings = ChannelSettings.Of(channel);
        return new(
            channel.Id, channel.Name, channel.Kind, settings.To, settings.Url, settings.Subject, settings.Text, settings.Html, channel.Secret is not null, channel.CreatedAt);
    }
}
