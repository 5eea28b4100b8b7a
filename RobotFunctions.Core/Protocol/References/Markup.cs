using System.Buffers;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace RobotFunctions.Core.Protocol.References;

/// <summary>
/// A title or an abstract as its reader sees it. Inline tags are dropped and join what is around them (<c>CO&lt;sub&gt;2&lt;/sub&gt;</c> is CO2);
/// all others, comments and declarations become a space; character references are decoded. Whatever does not have the shape of a tag stays:
/// <c>n &lt; 5</c>, <c>p&lt;0.05</c>, <c>a&lt;b and c&gt;d</c>.
/// </summary>
/// <remarks>It takes time linear to the text's length, whatever is in it: no search that failed is repeated.</remarks>
internal static partial class Markup
{
    private const string CommentStart = "<!--";
    private const string CharacterDataStart = "<![CDATA[";
    private const string StyleSheet = "style";

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f\v\u0085\u00A0/>!?");

    // Some sources escape what had been escaped already.
    private const int MaxEscapes = 3;

    /// <summary>The text without markup; the text itself when there is none.</summary>
    public static string ToText(string text)
    {
        text = DropTags(text, isEscaped: false);
        for (var escapes = 0; escapes < MaxEscapes && text.Contains('&', StringComparison.Ordinal); escapes++)
        {
            text = DropTags(WebUtility.HtmlDecode(text), isEscaped: true);
        }

        return text;
    }

    // Escaped angle brackets may be meant as such: there only what is known to be a tag is one.
    private static string DropTags(string text, bool isEscaped)
    {
        var next = text.IndexOf('<', StringComparison.Ordinal);
        if (next < 0)
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        var (comments, styles) = (true, true);
        for (; next >= 0; next = rest.IndexOf('<'))
        {
            kept.Append(rest[..next]);
            rest = rest[next..];
            var length = TagLength(rest);
            var name = Name(rest[..length], out var hasPrefix);
            if (rest.StartsWith(CommentStart, StringComparison.Ordinal))
            {
                length = LengthTo("-->", rest, ref comments);
            }
            else if (name.Equals(StyleSheet, StringComparison.OrdinalIgnoreCase) && rest[1] != '/')
            {
                length = Math.Max(length, LengthTo("</style>", rest, ref styles));
            }
            else if (isEscaped && !name.IsEmpty && !hasPrefix && !MarkupElements.IsKnown(name))
            {
                length = 0;
            }

            kept.Append(length == 0 ? "<" : MarkupElements.IsInline(name) ? "" : " ");
            rest = rest[Math.Max(length, 1)..];
        }

        return kept.Append(rest).ToString();
    }

    private static int TagLength(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(CharacterDataStart, StringComparison.Ordinal))
        {
            return CharacterDataStart.Length;
        }

        foreach (var tag in Tag().EnumerateMatches(text))
        {
            return tag.Length;
        }

        return 0;
    }

    // Without the prefix of its namespace; empty for a declaration, and when there is no tag.
    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag, out bool hasPrefix)
    {
        var name = tag.TrimStart("</");
        var end = name.IndexOfAny(NameEnds);
        name = end < 0 ? [] : name[..end];
        var prefix = name.LastIndexOf(':');
        hasPrefix = prefix >= 0;
        return name[(prefix + 1)..];
    }

    private static int LengthTo(string end, ReadOnlySpan<char> text, ref bool mayBeThere)
    {
        var at = mayBeThere ? text.IndexOf(end, StringComparison.OrdinalIgnoreCase) : -1;
        mayBeThere = at >= 0;
        return mayBeThere ? at + end.Length : 0;
    }

    // A tag whose attributes have values, or a declaration. Neither goes beyond the next angle bracket.
    [GeneratedRegex("""^<(?:/?[A-Za-z][\w.:-]*(?>\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'=<>`]+))*\s*/?|[!?][A-Za-z\[][^<>]*)>""", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
