using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace RobotFunctions.Hub.Delivery;

/// <summary>A header with a credential, written as <c>name: value</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, which is secret.</param>
internal readonly record struct CredentialHeader(string Name, string Value)
{
    private const int MaxLength = 8000;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    // What the sender sets itself, and what frames a message.
    private static readonly string[] Reserved =
        ["connection", "expect", "host", "keep-alive", "te", "trailer", "traceparent", "tracestate", "transfer-encoding", "upgrade", "user-agent"];

    /// <summary>Reads a header.</summary>
    /// <returns>False if it is not one, or one that the sender sets itself.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out CredentialHeader header)
    {
        header = default;
        if (text is not { Length: <= MaxLength } || text.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon))
        {
            return false;
        }

        header = new(text[..colon], text[(colon + 1)..].Trim(' '));
        return !header.Name.AsSpan().ContainsAnyExcept(NameCharacters)
            && header.Value.Length > 0
            && !header.Value.AsSpan().ContainsAnyExceptInRange(' ', '~')
            && !header.Name.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase)
            && !header.Name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)
            && !Reserved.Contains(header.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The name only.</summary>
    public override string ToString() => $"{Name}: ***";
}
