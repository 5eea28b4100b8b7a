using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;

namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>
/// The keyword <c>pattern</c> on an engine that takes time linear in the text, whatever the pattern. A pattern means what it means in ECMAScript, which .NET's
/// non-backtracking engine does not offer as an option: <see cref="EcmaScriptPattern"/>.
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
            : EcmaScriptPattern.Problem(pattern);
        if (problem is not null)
        {
            return false;
        }

        try
        {
            regex = new Regex(EcmaScriptPattern.ToNet(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
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
}
