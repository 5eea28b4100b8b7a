using System.Text;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Makes text of others fit to be stored, logged and shown: short, and on one line without control characters.</summary>
internal static class ProblemText
{
    /// <summary>At most <paramref name="maxLength"/> characters of <paramref name="text"/>; what is not printable is a space, and spaces are joined.</summary>
    public static string Clean(string text, int maxLength)
    {
        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            var printable = Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune);
            if (clean.Length + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            if (printable)
            {
                clean.Append(rune);
            }
            else if (clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
            }
        }

        return clean.ToString().TrimEnd();
    }
}
