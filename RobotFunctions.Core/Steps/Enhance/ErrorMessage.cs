using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Steps.Enhance;

/// <summary>Makes of a reason for failure, which may be an author's, the message of an error line: never blank, never too long for the line.</summary>
/// <param name="lineBytes">The longest line.</param>
internal sealed class ErrorMessage(int lineBytes)
{
    /// <summary>A sentence is shorter; whole documents belong into logs.</summary>
    private const int MostCharacters = 4096;

    /// <summary>What else is in an error line, generously counted.</summary>
    private const int Envelope = 128;

    // A character that is escaped takes six bytes.
    private readonly int _most = Math.Min(MostCharacters, (lineBytes - Envelope) / 6);

    /// <summary>The message.</summary>
    public ReadOnlySpan<char> From(string reason)
    {
        var text = StorableText.From(reason.AsSpan(0, Math.Min(reason.Length, _most)));
        return text.IsWhiteSpace() ? "The enhancer gave a blank reason." : text;
    }
}
