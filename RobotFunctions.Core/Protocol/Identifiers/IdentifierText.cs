using System.Buffers;

namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>Normalises identifiers as the repository does before it validates them (protocol section 4).</summary>
internal static class IdentifierText
{
    /// <summary>Unicode white space as the repository's patterns define it.</summary>
    public static readonly SearchValues<char> WhiteSpace = SearchValues.Create(
        "\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000");

    // What str.strip removes in Python: also the separators U+001C to U+001F, which \s does not match.
    private static readonly string Stripped = " \t\n\v\f\r\u001C\u001D\u001E\u001F\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    /// <summary>Removes prefixes in this order, each once and case-sensitively, from the text as it will be written.</summary>
    public static ReadOnlySpan<char> WithoutPrefixes(ReadOnlySpan<char> text, params ReadOnlySpan<string> prefixes)
    {
        text = StorableText.From(text);
        foreach (var prefix in prefixes)
        {
            text = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        }

        return text;
    }

    /// <summary>Removes white space at both ends.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text) => text.Trim(Stripped);

    /// <summary>Whether there is at least one character and all are ASCII digits.</summary>
    public static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
