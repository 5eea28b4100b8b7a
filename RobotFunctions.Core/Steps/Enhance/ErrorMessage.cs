using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Steps.Enhance;

/// <summary>Converts a reason for failure, which may be an author's text, into the message of an error line: never blank, never too long for the line.</summary>
/// <param name="lineBytes">The longest line.</param>
internal sealed class ErrorMessage(int lineBytes)
{
    /// <summary>More than any sentence needs.</summary>
    private const int MostCharacters = 4096;

    /// <summary>An upper bound for the rest of an error line.</summary>
    private const int Envelope = 128;

    // An escaped character takes six bytes.
    private readonly int _most = Math.Min(MostCharacters, (lineBytes - Envelope) / 6);

    /// <summary>The message.</summary>
    public ReadOnlySpan<char> From(string reason)
    {
        var text = StorableText.From(reason.AsSpan(0, Math.Min(reason.Length, _most)));
        return text.IsWhiteSpace() ? "The enhancer failed without a reason." : text;
    }
}
