using System.Text;
using System.Text.RegularExpressions;

namespace RobotFunctions.Core.Configuration;

/// <summary>
/// Reads the lines of a <c>.env</c> file: <c>NAME=value</c>, optionally after <c>export</c>; blank lines and comments. A value in single quotes is literal,
/// one in double quotes has escapes, any other ends before a <c>#</c> that follows white space. Nothing is expanded.
/// </summary>
internal static partial class EnvironmentFileReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The settings by their configuration keys.</summary>
    /// <param name="path">The path of the file, for messages.</param>
    /// <param name="content">Its content: UTF-8, with or without a byte order mark.</param>
    /// <exception cref="InvalidDataException">A line is malformed. The message contains no value: it may be a secret.</exception>
    public static Dictionary<string, string?> Read(string path, ReadOnlySpan<byte> content)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var text = content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        var number = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            number++;
            if (ReadLine(text[range], settings) is { } problem)
            {
                throw new InvalidDataException($"{path}, line {number}: {problem}");
            }
        }

        return settings;
    }

    /// <summary>Adds the setting of a line; returns what is wrong with it, or null.</summary>
    private static string? ReadLine(ReadOnlySpan<byte> bytes, Dictionary<string, string?> settings)
    {
        string line;
        try
        {
            line = StrictUtf8.GetString(bytes).Trim();
        }
        catch (DecoderFallbackException)
        {
            return "This is not UTF-8. Save the file as UTF-8.";
        }

        if (line is "" or ['#', ..])
        {
            return null;
        }

        if (Assignment().Match(line) is not { Success: true } assignment)
        {
            return "Write NAME=value, with a name of letters, digits, _, - and dots, or begin a comment with #.";
        }

        var name = assignment.Groups["name"].Value;
        return ReadValue(assignment.Groups["value"].Value) is not { } value
            ? $"The quotes of {name} are not closed on this line, are followed by more than a comment, or hold an escape other than \\n, \\r, \\t, \\\", \\$ and \\\\. Text in single quotes has no escapes."
            : settings.TryAdd(name.Replace("__", ":", StringComparison.Ordinal), value) ? null
            : $"{name} is set twice. Remove one of the lines.";
    }

    /// <summary>The value; null if its quotes are malformed.</summary>
    private static string? ReadValue(string text)
    {
        if (text.AsSpan().TrimStart() is not ['\'' or '"', ..])
        {
            return Comment().Replace(text, "").Trim();
        }

        var quoted = Quoted().Match(text);
        return !quoted.Success ? null
            : quoted.Groups["literal"] is { Success: true } literal ? literal.Value
            : Escape().Replace(quoted.Groups["escaped"].Value, static escape => escape.Value[1] switch
            {
                'n' => "\n",
                'r' => "\r",
                't' => "\t",
                var itself => itself.ToString(),
            });
    }

    [GeneratedRegex(@"^(?:export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_.:-]*)\s*=(?<value>.*)\z", RegexOptions.Singleline)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\s#.*\z", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("""^\s*(?:'(?<literal>[^']*)'|"(?<escaped>(?:[^"\\]|\\[nrt"$\\])*)")(?:\s+#.*|\s*)\z""", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\\.", RegexOptions.Singleline)]
    private static partial Regex Escape();
}
