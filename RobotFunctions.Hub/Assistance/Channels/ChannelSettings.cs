using System.Text.Json;
using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>The settings of a channel without its secret. Each kind has some of them; null is the default of a kind, or what it does not have.</summary>
internal sealed record ChannelSettings
{
    /// <summary>The addresses that an e-mail goes to.</summary>
    public IReadOnlyList<string>? To { get; init; }

    /// <summary>Where a webhook is sent.</summary>
    public string? Url { get; init; }

    /// <summary>The template of an e-mail's subject.</summary>
    public string? Subject { get; init; }

    /// <summary>The template of the text.</summary>
    public string? Text { get; init; }

    /// <summary>The template of an e-mail's HTML.</summary>
    public string? Html { get; init; }

    /// <summary>The settings of a channel.</summary>
    public static ChannelSettings Of(Channel channel) => JsonSerializer.Deserialize(channel.Settings, ChannelJson.Default.ChannelSettings)!;

    /// <summary>The JSON that is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ChannelJson.Default.ChannelSettings);
}
