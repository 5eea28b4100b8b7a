using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Channels.Pages;

/// <summary>The form of a channel, as it was typed. Each kind shows the fields that it has.</summary>
public sealed record ChannelForm
{
    private static readonly char[] Separators = [' ', ',', ';', '\r', '\n', '\t'];

    /// <summary>How it reaches people.</summary>
    public ChannelKind Kind { get; init; }

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The addresses of an e-mail, one in each line.</summary>
    public string To { get; init; } = "";

    /// <summary>The URL of a webhook.</summary>
    public string Url { get; init; } = "";

    /// <summary>A new secret; empty to keep what is stored. What was typed is never shown again.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The template of the subject; empty for the default.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The template of the text; empty for the default.</summary>
    public string Text { get; init; } = "";

    /// <summary>The template of the HTML; empty for the default.</summary>
    public string Html { get; init; } = "";

    /// <summary>The version that the form was opened with.</summary>
    public string Tag { get; init; } = "";

    internal static ChannelForm Of(Channel channel)
    {
        var settings = ChannelSettings.Of(channel);
        return new()
        {
            Kind = channel.Kind,
            Name = channel.Name,
            To = string.Join('\n', settings.To ?? []),
            Url = settings.Url ?? "",
            Subject = settings.Subject ?? "",
            Text = settings.Text ?? "",
            Html = settings.Html ?? "",
            Tag = channel.Tag,
        };
    }

    internal static ChannelForm Read(IFormCollection form, ChannelKind kind) => new()
    {
        Kind = kind,
        Name = form["name"].ToString().Trim(),
        To = form["to"].ToString(),
        Url = form["url"].ToString().Trim(),
        Secret = form["secret"].ToString().Trim(),
        Subject = Lines(form["subject"].ToString()),
        Text = Lines(form["text"].ToString()),
        Html = Lines(form["html"].ToString()),
        Tag = form["tag"].ToString(),
    };

    internal ChannelInput ToInput() => new()
    {
        Name = Name,
        Secret = Secret.Length == 0 ? null : Secret,
        Settings = ToSettings(),
    };

    // What the kind has no field for is not given at all.
    internal ChannelSettings ToSettings() => new()
    {
        To = Kind == ChannelKind.Email ? To.Split(Separators, StringSplitOptions.RemoveEmptyEntries) : null,
        Url = Kind == ChannelKind.Webhook ? Url : null,
        Subject = Kind == ChannelKind.Email ? Subject : null,
        Text = Kind == ChannelKind.Webhook ? null : Text,
        Html = Kind == ChannelKind.Email ? Html : null,
    };

    // Browsers send the ends of lines as two characters.
    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
