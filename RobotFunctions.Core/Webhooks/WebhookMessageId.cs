using System.Buffers;

namespace RobotFunctions.Core.Webhooks;

/// <summary>The rule for the ids of messages.</summary>
internal static class WebhookMessageId
{
    /// <summary>The largest number of characters: far more than any sender uses, and little to store for who recognizes repeated messages.</summary>
    public const int MaxLength = 256;

    // Visible ASCII. A full stop separates the id, the timestamp and the body where they are signed: with one in the id, the same signature
    // would also be valid for another id, another timestamp and the rest of the body. A comma joins repeated headers.
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        [.. Enumerable.Range('!', '~' - '!' + 1).Select(static code => (char)code).Where(static character => character is not ('.' or ','))]);

    /// <summary>Whether a text can be the id of a message.</summary>
    public static bool IsValid(ReadOnlySpan<char> id) => id.Length is > 0 and <= MaxLength && !id.ContainsAnyExcept(Allowed);
}
