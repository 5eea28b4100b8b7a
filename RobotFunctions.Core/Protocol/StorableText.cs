using System.Buffers;
using System.Text;

namespace RobotFunctions.Core.Protocol;

/// <summary>Text that the repository's database can store: without U+0000 and lone surrogates, either of which would fail a whole batch.</summary>
internal static class StorableText
{
    /// <summary>U+0000 and surrogates.</summary>
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(['\0', .. Enumerable.Range(0xD800, 0x800).Select(static half => (char)half)]);

    /// <summary>The text without unstorable characters; almost always the text itself.</summary>
    public static ReadOnlySpan<char> From(ReadOnlySpan<char> text)
    {
        if (IsStorable(text))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            var status = Rune.DecodeFromUtf16(text, out var rune, out var consumed);
            if (status == OperationStatus.Done && rune.Value != 0)
            {
                kept.Append(text[..consumed]);
            }

            text = text[consumed..];
        }

        return kept.ToString();
    }

    private static bool IsStorable(ReadOnlySpan<char> text)
    {
        for (var next = text.IndexOfAny(Suspicious); next >= 0; next = text.IndexOfAny(Suspicious))
        {
            if (next + 1 >= text.Length || !char.IsSurrogatePair(text[next], text[next + 1]))
            {
                return false;
            }

            text = text[(next + 2)..];
        }

        return true;
    }
}
