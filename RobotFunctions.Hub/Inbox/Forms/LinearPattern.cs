using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;

namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>
/// The keyword <c>pattern</c> on an engine that takes time linear in the text, whatever the pattern. ECMAScript's meaning of <c>$</c>, <c>.</c>, <c>\d</c>
/// and <c>\w</c> is kept, which .NET's non-backtracking engine does not offer as an option.
/// </summary>
internal sealed class LinearPattern : IKeywordHandler
{
    private const int MaxLength = 1000;

    /// <inheritdoc/>
    public string Name => "pattern";

    /// <summary>Compiles a pattern; refuses one that the engine has no linear form for.</summary>
    public static bool TryCreate(string pattern, [NotNullWhen(true)] out Regex? regex, [NotNullWhen(false)] out string? problem)
    {
        regex = null;
        problem = pattern.Length > MaxLength ? $"The pattern has more than {MaxLength} characters. Make it shorter."
            : pattern.Contains("[]", StringComparison.Ordinal) || pattern.Contains("[^]", StringComparison.Ordinal) ? "The pattern has an empty class, [] or [^]. Write what it may contain."
            : null;
        if (problem is not null)
        {
            return false;
        }

        try
        {
            regex = new Regex(ToNet(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            problem = null;
            return true;
        }
        catch (NotSupportedException)
        {
            problem = "The pattern looks ahead or behind, refers back to a group, or is too large, which has no linear form. Write it without.";
        }
        catch (ArgumentException error)
        {
            problem = $"The pattern is not valid: {error.Message}";
        }

        return false;
    }

    /// <inheritdoc/>
    public object? ValidateKeywordValue(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && TryCreate(value.GetString()!, out var regex, out _) ? regex : throw new JsonSchemaException("The pattern was not checked.");

    /// <inheritdoc/>
    public void BuildSubschemas(KeywordData keyword, BuildContext context)
    {
    }

    /// <inheritdoc/>
    public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
    {
        if (context.Instance.ValueKind != JsonValueKind.String)
        {
            return KeywordEvaluation.Ignore;
        }

        var matches = ((Regex)keyword.Value!).IsMatch(context.Instance.GetString()!);
        return new KeywordEvaluation { Keyword = Name, IsValid = matches, Error = matches ? null : "This does not have the expected form." };
    }

    private static string ToNet(string pattern)
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

    private static string Escape(char escaped, bool inClass) => (escaped, inClass) switch
    {
        ('d', true) => "0-9",
        ('d', false) => "[0-9]",
        ('D', false) => "[^0-9]",
        ('w', true) => "A-Za-z0-9_",
        ('w', false) => "[A-Za-z0-9_]",
        ('W', false) => "[^A-Za-z0-9_]",
        ('/', _) => "/",
        _ => $@"\{escaped}",
    };
}
