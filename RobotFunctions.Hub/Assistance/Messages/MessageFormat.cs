using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace RobotFunctions.Hub.Assistance.Messages;

/// <summary>What a rendered template is part of, which says how values are escaped in it.</summary>
internal sealed class MessageFormat
{
    /// <summary>Text without a markup.</summary>
    public static readonly MessageFormat Plain = new(static value => value);

    private static readonly HtmlEncoder HtmlEncoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>HTML, in which the lines of a value stay lines.</summary>
    public static readonly MessageFormat Html = new(static value => string.Join("<br>\n", value.ReplaceLineEndings("\n").Split('\n').Select(HtmlEncoder.Encode)));

    /// <summary>Slack's mrkdwn, in which only these three characters have a meaning that cannot be harmless: they make mentions and links.</summary>
    public static readonly MessageFormat Slack = new(static value =>
        value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal));

    private readonly Func<string, string> _escape;

    private MessageFormat(Func<string, string> escape) => _escape = escape;

    /// <summary>A value as it is written into the text.</summary>
    public string Escape(string value) => _escape(value);
}
