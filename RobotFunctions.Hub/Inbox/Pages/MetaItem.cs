using System.Text.Json;
using System.Text.RegularExpressions;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>One member of a JSON object, as a page shows it.</summary>
/// <param name="Label">The member's name, without the ending that asks for a preview.</param>
/// <param name="Text">The value: a text as it is, anything else as JSON.</param>
public sealed partial record MetaItem(string Label, string Text)
{
    private const string PreviewEnding = "__preview";
    private const int MaxSummary = 140;

    /// <summary>A web address to be linked; null for none.</summary>
    public string? Link { get; init; }

    /// <summary>Whether the link is shown as a picture: only one that is in the value itself, or at an origin that the operator allows.</summary>
    public bool IsPicture { get; init; }

    /// <summary>Whether the value is shown in lines of its own, as JSON.</summary>
    public bool IsJson { get; init; }

    /// <summary>The members of an object; none of null.</summary>
    /// <param name="json">The JSON of an object, or null.</param>
    /// <param name="pictureOrigins">The origins whose pictures may be shown.</param>
    internal static IReadOnlyList<MetaItem> Of(string? json, IEnumerable<string> pictureOrigins) =>
        json is null ? [] : [.. JsonElement.Parse(json).EnumerateObject().Select(member => Of(member.Name, member.Value, pictureOrigins))];

    /// <summary>The first simple values in one line, for a list.</summary>
    internal static string Summary(string? json)
    {
        var line = string.Join(" · ", Of(json, []).Where(static item => item is { IsJson: false, IsPicture: false } && !string.IsNullOrWhiteSpace(item.Text)).Take(4).Select(static item => $"{item.Label}: {item.Text}"));
        return line.Length <= MaxSummary ? line : $"{line[..(char.IsHighSurrogate(line[MaxSummary - 1]) ? MaxSummary - 1 : MaxSummary)]}…";
    }

    private static MetaItem Of(string name, JsonElement value, IEnumerable<string> pictureOrigins)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            return new MetaItem(name, value.GetRawText()) { IsJson = true };
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (!name.EndsWith(PreviewEnding, StringComparison.Ordinal))
        {
            return new MetaItem(name, text);
        }

        var item = new MetaItem(name[..^PreviewEnding.Length], text);
        if (Picture().IsMatch(text))
        {
            return item with { Text = "", Link = text, IsPicture = true };
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0
            ? item with { Link = url.AbsoluteUri, IsPicture = pictureOrigins.Contains(url.GetLeftPart(UriPartial.Authority), StringComparer.OrdinalIgnoreCase) }
            : item;
    }

    [GeneratedRegex(@"^data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*\z")]
    private static partial Regex Picture();
}
