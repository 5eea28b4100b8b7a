using System.Globalization;
using System.Text.Json;
using Json.Schema;

namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>
/// The keywords <c>minLength</c> and <c>maxLength</c>, which count the characters of RFC 8259, that is code points. The library counts what a reader takes for
/// one character: a letter with its accents, a carriage return with its line feed.
/// </summary>
internal sealed class TextLength : IKeywordHandler
{
    public static readonly TextLength Minimum = new("minLength");
    public static readonly TextLength Maximum = new("maxLength");

    private TextLength(string name) => Name = name;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public object? ValidateKeywordValue(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var length) ? length : throw new JsonSchemaException("The length was not checked.");

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

        var (wanted, length) = ((decimal)keyword.Value!, context.Instance.GetString()!.EnumerateRunes().Count());
        var isMinimum = this == Minimum;
        var fits = isMinimum ? length >= wanted : length <= wanted;
        return new KeywordEvaluation
        {
            Keyword = Name,
            IsValid = fits,
            Error = fits ? null : string.Create(CultureInfo.InvariantCulture, $"This has {length} characters. Use at {(isMinimum ? "least" : "most")} {wanted}."),
        };
    }
}
