using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>The body that creates a channel.</summary>
/// <param name="Kind">How it reaches people.</param>
/// <param name="Name">What people call it.</param>
/// <param name="To">The addresses of an e-mail.</param>
/// <param name="Url">The URL of a webhook.</param>
/// <param name="Subject">The template of an e-mail's subject.</param>
/// <param name="Text">The template of the text.</param>
/// <param name="Html">The template of an e-mail's HTML.</param>
/// <param name="Secret">The URL of a Slack webhook, or the secret that signs a webhook. No answer shows it.</param>
internal sealed record ChannelCreation(
    ChannelKind Kind, string Name, IReadOnlyList<string>? To = null, string? Url = null, string? Subject = null, string? Text = null, string? Html = null, string? Secret = null)
{
    public ChannelInput ToInput() => new() { Name = Name, Secret = Secret, Settings = new() { To = To, Url = Url, Subject = Subject, Text = Text, Html = Html } };
}

/// <summary>The body that changes a channel. What is absent or null stays; an empty template is the default.</summary>
internal sealed record ChannelPatch(
    string? Name = null, IReadOnlyList<string>? To = null, string? Url = null, string? Subject = null, string? Text = null, string? Html = null, string? Secret = null)
{
    public ChannelInput ToInput() => new() { Name = Name, Secret = Secret, Settings = new() { To = To, Url = Url, Subject = Subject, Text = Text, Html = Html } };
}

/// <summary>What came of a test send.</summary>
/// <param name="Delivered">Whether the channel took the message.</param>
/// <param name="Answer">What the channel said: a sentence.</param>
public sealed record ChannelTest(bool Delivered, string Answer);
