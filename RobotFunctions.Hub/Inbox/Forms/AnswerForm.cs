using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using RobotFunctions.Hub.Inbox.Json;

namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>The form of an answer: a JSON Schema that answers are validated by, and the fields that a page shows for it.</summary>
internal sealed class AnswerForm
{
    /// <summary>The maximum length of an answer, in characters of its JSON.</summary>
    public const int MaxAnswerLength = 64 * 1024;

    /// <summary>The maximum number of values in an answer. Validation takes time in proportion to it and to the form's schemas.</summary>
    public const int MaxAnswerValues = 2_000;

    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.Hierarchical, RequireFormatValidation = true };

    private readonly JsonSchema _schema;
    private readonly string[] _required;

    private AnswerForm(JsonObject form)
    {
        Json = form.ToJsonString();
        Fields = FormFields.Of(form);
        _required = [.. (form["required"] as JsonArray ?? []).Select(static name => name!.GetValue<string>())];
        _schema = JsonSchema.FromText(Json, new BuildOptions { Dialect = FormDialect.Dialect, SchemaRegistry = new SchemaRegistry() });
    }

    /// <summary>The JSON Schema.</summary>
    public string Json { get; }

    /// <summary>Its fields, in the order of the schema.</summary>
    public IReadOnlyList<FormField> Fields { get; }

    /// <summary>Compiles a form.</summary>
    /// <returns>The form, or its problems by JSON pointer into it.</returns>
    public static (AnswerForm? Form, IReadOnlyList<FormProblem> Problems) Read(JsonObject form)
    {
        var problems = FormRules.Check(form);
        return (problems.Count == 0 ? new AnswerForm(form) : null, problems);
    }

    /// <summary>The problems of an answer, by JSON pointer into it; none if it is valid.</summary>
    public IReadOnlyList<FormProblem> Validate(JsonElement answer)
    {
        if (answer.GetRawText().Length > MaxAnswerLength)
        {
            return [new FormProblem("", $"The answer has more than {MaxAnswerLength} characters. Make it shorter.")];
        }

        if (Count(answer) > MaxAnswerValues)
        {
            return [new FormProblem("", $"The answer has more than {MaxAnswerValues} values. Make it shorter.")];
        }

        if (!CanonicalJson.TryWrite(answer, out _, out var problem))
        {
            return [new FormProblem("", problem)];
        }

        if (NumberRange.Check(answer).ToList() is { Count: > 0 } tooLarge)
        {
            return tooLarge;
        }

        var result = _schema.Evaluate(answer, Options);
        if (result.IsValid)
        {
            return [];
        }

        List<FormProblem> problems = [.. Missing(answer), .. EvaluationProblems.Of(result)];
        return problems.Count > 0 ? problems : [new FormProblem("", "The answer does not fit the form.")];
    }

    private IEnumerable<FormProblem> Missing(JsonElement answer) => answer.ValueKind != JsonValueKind.Object
        ? []
        : _required.Where(name => !answer.TryGetProperty(name, out _)).Select(static name => new FormProblem(JsonPointerText.Append("", name), "This field is required."));

    private static int Count(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Sum(static member => Count(member.Value)),
        JsonValueKind.Array => 1 + value.EnumerateArray().Sum(Count),
        _ => 1,
    };
}
