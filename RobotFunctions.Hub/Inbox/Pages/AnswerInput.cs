using RobotFunctions.Hub.Inbox.Forms;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>A field of an answer's form on a page, with what was typed and what is wrong with it.</summary>
public sealed record AnswerInput
{
    /// <summary>What comes before a field's name in the posted form, so that no field is mistaken for another part of it.</summary>
    private const string Prefix = "answer.";

    private static readonly IReadOnlyList<(string Value, string Label)> YesOrNo = [("true", "yes"), ("false", "no")];

    /// <summary>The id of the input. Names have any characters; ids do not.</summary>
    public required string Id { get; init; }

    /// <summary>The name in the posted form.</summary>
    public required string Name { get; init; }

    /// <summary>What a person calls it.</summary>
    public required string Label { get; init; }

    /// <summary>What it means and what is expected; null for nothing.</summary>
    public required string? Hint { get; init; }

    /// <summary>The type of the input; null if it is a text area or a choice.</summary>
    public required string? Type { get; init; }

    /// <summary>The keyboard that a phone shows.</summary>
    public required string? InputMode { get; init; }

    /// <summary>Whether it must be given.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>Whether several options may be chosen.</summary>
    public required bool IsMultiple { get; init; }

    /// <summary>The options of a choice; none for anything else.</summary>
    public required IReadOnlyList<(string Value, string Label)> Options { get; init; }

    /// <summary>What was typed or chosen; else the default.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>What is wrong with it: a sentence; null if nothing is.</summary>
    public required string? Error { get; init; }

    /// <summary>The fields of a form.</summary>
    /// <param name="form">The form; null for none.</param>
    /// <param name="typed">What was typed; null on the first showing, when defaults are shown.</param>
    /// <param name="problems">What is wrong with it.</param>
    internal static IReadOnlyList<AnswerInput> Of(AnswerForm? form, TaskForm? typed, IReadOnlyList<FormProblem> problems) =>
        [.. (form?.Fields ?? []).Select((field, index) => Of(field, index, typed, problems))];

    /// <summary>The name of a field in the posted form.</summary>
    internal static string NameOf(string field) => Prefix + field;

    private static AnswerInput Of(FormField field, int index, TaskForm? typed, IReadOnlyList<FormProblem> problems)
    {
        var (type, mode) = field.Kind switch
        {
            FieldKind.Integer => ("text", "numeric"),
            FieldKind.Number => ("text", "decimal"),
            FieldKind.Date => ("date", null),
            FieldKind.Email => ("email", null),
            FieldKind.Uri => ("url", null),
            FieldKind.Text or FieldKind.Time or FieldKind.DateTime => ("text", (string?)null),
            _ => (null, null),
        };
        var pointer = JsonPointerText.Append("", field.Name);
        var errors = problems.Where(problem => problem.Pointer == pointer || problem.Pointer.StartsWith($"{pointer}/", StringComparison.Ordinal)).Select(static problem => problem.Text);
        return new AnswerInput
        {
            Id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"answer-{index}"),
            Name = NameOf(field.Name),
            Label = field.Label,
            Hint = string.Join(' ', new[] { field.Description, Expectation(field) }.Where(static text => !string.IsNullOrWhiteSpace(text))) is { Length: > 0 } hint ? hint : null,
            Type = field.Options.Count > 0 ? null : type,
            InputMode = mode,
            IsRequired = field.IsRequired,
            IsMultiple = field.Kind == FieldKind.MultipleChoice,
            Options = field.Kind == FieldKind.YesOrNo ? YesOrNo : [.. field.Options.Select(static option => (option.Value, option.Label))],
            Values = typed is null ? Defaults(field) : typed.Answers.GetValueOrDefault(field.Name) ?? [],
            Error = string.Join(' ', errors) is { Length: > 0 } error ? error : null,
        };
    }

    // Choices are posted as JSON; a default that is a text is kept without quotes.
    private static IReadOnlyList<string> Defaults(FormField field) => field.Default is not { } value ? []
        : field.Options.FirstOrDefault(option => option.Label == value) is { } option ? [option.Value]
        : [value];

    private static string? Expectation(FormField field) => (field.Kind, field.Minimum, field.Maximum) switch
    {
        (FieldKind.Time, _, _) => "A time with its zone, such as 15:30:00Z.",
        (FieldKind.DateTime, _, _) => "A date and time with its zone, such as 2026-01-31T15:30:00Z.",
        (FieldKind.Json, _, _) => "JSON.",
        (FieldKind.Integer or FieldKind.Number, { } least, { } most) => $"{least} to {most}.",
        (FieldKind.Integer or FieldKind.Number, { } least, null) => $"At least {least}.",
        (FieldKind.Integer or FieldKind.Number, null, { } most) => $"At most {most}.",
        _ => field.MaxLength is { } length ? $"At most {length} characters." : null,
    };
}
