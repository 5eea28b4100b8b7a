using System.Text;

namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>
/// Writes regular expressions of ECMAScript, which JSON Schema's patterns are, as those of .NET with the same meaning. One thing differs: <c>\b</c> knows the
/// letters of all languages.
/// </summary>
internal static class EcmaScriptPattern
{
    private const string Escapes = "dDwWsSbBfnrtvcxupP";

    // ECMA-262, WhiteSpace and LineTerminator.
    private const string Space = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
    private const string NoSpace = @"\0-\x08\x0e-\x1f\x21-\x9f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff";

    /// <summary>What a pattern has that is not ECMAScript's, or that has no meaning for .NET: a sentence; null if there is nothing.</summary>
    public static string? Problem(string pattern)
    {
        if (pattern.Contains("[]", StringComparison.Ordinal) || pattern.Contains("[^]", StringComparison.Ordinal))
        {
            return "The pattern has an empty class, [] or [^]. Write what it may contain.";
        }

        var inClass = false;
        for (var index = 0; index + 1 < pattern.Length; index++)
        {
            var character = pattern[index];
            if (character == '\\')
            {
                index++;
                if (char.IsAsciiLetter(pattern[index]) && !Escapes.Contains(pattern[index], StringComparison.Ordinal))
                {
                    return $"The pattern has \\{pattern[index]}, which ECMAScript does not have. Write it without.";
                }
            }
            else if (!inClass && pattern.AsSpan(index).StartsWith("(?") && index + 2 < pattern.Length && !":=!<".Contains(pattern[index + 2], StringComparison.Ordinal))
            {
                return $"The pattern has (?{pattern[index + 2]}, which ECMAScript does not have. Write it without.";
            }

            inClass = inClass ? character != ']' : character == '[';
        }

        return null;
    }

    /// <summary>The pattern for .NET.</summary>
    public static string ToNet(string pattern)
    {
        var net = new StringBuilder();
        var inClass = false;
        for (var index = 0; index < pattern.Length; index++)
        {
            var character = pattern[index];
            if (character == '\\' && index + 1 < pattern.Length)
            {
                net.Append(Escape(pattern[++index], inClass));
                continue;
            }

            net.Append((character, inClass) switch
            {
                ('$', false) => @"\z",
                ('.', false) => @"[^\n\r\u2028\u2029]",
                ('[', true) => @"\[",
                _ => character.ToString(),
            });
            inClass = inClass ? character != ']' : character == '[';
        }

        return net.ToString();
    }

    private static string Escape(char escaped, bool inClass)
    {
        var members = escaped switch
        {
            'd' => "0-9",
            'D' => @"\0-/:-\uffff",
            'w' => "A-Za-z0-9_",
            'W' => @"\0-/:-@\[-\^`{-\uffff",
            's' => Space,
            'S' => NoSpace,
            _ => null,
        };
        return members is null ? escaped == '/' ? "/" : $@"\{escaped}" : inClass ? members : $"[{members}]";
    }
}
