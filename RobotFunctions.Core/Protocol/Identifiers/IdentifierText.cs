using System.Buffers;

namespace RobotFunctions.Core.Protocol.Identifiers;

/// <summary>Normalises identifiers as the repository does before it validates them (protocol section 4).</summary>
internal static class IdentifierText
{
    /// <summary>Unicode white space as the repository's patterns define it.</summary>
    public static readonly SearchValues<char> WhiteSpace = SearchValues.Create(
        "\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000");

    /// <summary>Removes <c>http://</c> or <c>https://</c>.</summary>
    public static ReadOnlySpan<char> WithoutScheme(ReadOnlySpan<char> text) => WithoutPrefix(WithoutPrefix(text, "http://"), "https://");

    /// <summary>Removes a prefix, ignoring case.</summary>
    public static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> text, string prefix) =>
        text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..] : text;

    /// <summary>Whether there is at least one character and all are ASCII digits.</summary>
    public static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
