using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>What somebody asks a channel to be. Null leaves a property as it is, or at its default.</summary>
internal sealed record ChannelInput
{
    private const int MaxName = 200;

    public string? Name { get; init; }

    public required ChannelSettings Settings { get; init; }

    /// <summary>A new secret; null to keep what is stored.</summary>
    public string? Secret { get; init; }

    /// <summary>The settings after the change.</summary>
    /// <param name="before">Those before.</param>
    public ChannelSettings Over(ChannelSettings before) => new()
    {
        To = Settings.To ?? before.To,
        Url = Settings.Url ?? before.Url,
        Subject = Template(Settings.Subject, before.Subject),
        Text = Template(Settings.Text, before.Text),
        Html = Template(Settings.Html, before.Html),
    };

    /// <summary>What is wrong with the name; null if nothing is. A topic lists its channels by their names, with commas and colons around them.</summary>
    public FieldProblem? NameProblem => Name is { } name && (name.Length == 0 || name.AsSpan().ContainsAny(',', ':') || ProblemText.Clean(name, MaxName) != name)
        ? new("name", $"The name has 1 to {MaxName} printable characters, no comma or colon, and no white space around it.")
        : null;

    /// <summary>What is wrong with the templates; null if nothing is.</summary>
    public static FieldProblem? TemplateProblem(ChannelSettings settings)
    {
        foreach (var (field, text) in new[] { ("subject", settings.Subject), ("text", settings.Text), ("html", settings.Html) })
        {
            if (text is not null && !MessageTemplate.TryParse(text, out _, out var problem))
            {
                return new(field, problem);
            }
        }

        return null;
    }

    private static string? Template(string? given, string? before) => given is null ? before : given.Trim().Length == 0 ? null : given;
}
