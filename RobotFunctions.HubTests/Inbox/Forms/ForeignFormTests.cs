using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RobotFunctions.Hub.Inbox.Forms;
using RobotFunctions.HubTests.Fakes;
using RobotFunctions.Tests.Fakes.Npm;

namespace RobotFunctions.HubTests.Inbox.Forms;

/// <summary>Answers get the same verdict here as from the npm package <c>ajv</c>, which has nothing in common with the Hub's library.</summary>
public sealed partial class ForeignFormTests
{
    private const int Count = 1500;
    private const int Answers = 6;

    [Fact]
    public void The_examples_have_every_keyword_and_every_format()
    {
        var forms = string.Concat(FormCorpus.All.Select(static example => example.Form));

        Assert.All(
            [.. FormDialect.Plain, .. FormDialect.Schema, .. FormDialect.SchemaList, .. FormDialect.SchemaMap, .. FormDialect.Formats],
            name => Assert.Contains($"\"{name}\"", forms, StringComparison.Ordinal));
    }

    [NodeFact]
    public async Task Every_example_is_judged_as_it_says_here_and_by_ajv()
    {
        var verdicts = await AjvAsync([.. FormCorpus.All.Select(static example => new AnsweredForm(example.Form, [.. example.Valid, .. example.Invalid]))]);

        var differences = FormCorpus.All.Zip(verdicts).SelectMany(static pair =>
        {
            var (example, ajv) = pair;
            Assert.Null(ajv.Problem);
            return example.Valid.Select(static answer => (Answer: answer, Expected: true)).Concat(example.Invalid.Select(static answer => (Answer: answer, Expected: false))).Zip(ajv.Verdicts)
                .Select(answer => (example.Form, answer.First.Answer, answer.First.Expected, Here: IsValid(example.Form, answer.First.Answer), Ajv: answer.Second))
                .Where(static judged => judged.Here != judged.Expected || judged.Ajv != judged.Expected);
        });

        Assert.True(!differences.Any(), string.Join('\n', differences));
    }

    [NodeFact]
    public async Task Random_forms_and_answers_are_judged_as_by_ajv()
    {
        var random = new Random(2020);
        var asked = new List<AnsweredForm>();
        while (asked.Count < Count)
        {
            var form = RandomForms.Schema(random, 3);
            form["type"] = "object";
            form["$defs"] = new JsonObject { ["a"] = RandomForms.Schema(random, 2), ["b"] = RandomForms.Schema(random, 2) };
            var text = form.ToJsonString();
            if (!Extreme().IsMatch(text) && AnswerForm.Read(JsonNode.Parse(text)!.AsObject()).Form is not null)
            {
                asked.Add(new AnsweredForm(text, [.. Enumerable.Range(0, Answers).Select(_ => Answer(random)).Where(static answer => !Extreme().IsMatch(answer))]));
            }
        }

        var verdicts = await AjvAsync(asked);

        var judged = asked.Zip(verdicts).SelectMany(static pair =>
        {
            Assert.True(pair.Second.Problem is null, $"{pair.Second.Problem}: {pair.First.Form}");
            return pair.First.Answers.Zip(pair.Second.Verdicts).Select(answer => (pair.First.Form, Answer: answer.First, Here: IsValid(pair.First.Form, answer.First), Ajv: answer.Second));
        }).ToList();
        var differences = judged.Where(static answer => answer.Here != answer.Ajv).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.InRange(judged.Count(static answer => answer.Ajv), judged.Count / 10, judged.Count * 9 / 10);
    }

    [NodeFact]
    public async Task The_differences_to_ajv_are_those_that_the_documentation_names()
    {
        // Decimals are exact here, and binary fractions there.
        const string cents = """{"type":"object","properties":{"a":{"multipleOf":0.1}}}""";

        var verdict = Assert.Single(await AjvAsync([new AnsweredForm(cents, ["{\"a\":0.3}"])]));

        Assert.Equal((true, false), (IsValid(cents, "{\"a\":0.3}"), Assert.Single(verdict.Verdicts)));
    }

    // Numbers that are only compared here if they have a decimal's digits, which docs/hub-inbox.md says.
    [GeneratedRegex(@"\de[-+]?\d|9007199254740992|E[-+]\d")]
    private static partial Regex Extreme();

    private static string Answer(Random random) => random.Next(4) == 0
        ? RandomForms.Value(random, 2)
        : $$"""{"a":{{RandomForms.Value(random, 2)}},"b":{{RandomForms.Value(random, 1)}}}""";

    private static bool IsValid(string form, string answer) => Forms.Form(form).Validate(JsonElement.Parse(answer)).Count == 0;

    private static Task<List<AjvVerdict>> AjvAsync(IReadOnlyList<AnsweredForm> forms) => NodeScript.RunAsync<List<AjvVerdict>>("validate.js", forms);

    private sealed record AnsweredForm(string Form, IReadOnlyList<string> Answers);

    /// <summary>What ajv says of a form.</summary>
    /// <param name="Problem">Why it is no schema; null if it is one.</param>
    /// <param name="Verdicts">For each answer, whether it is valid.</param>
    private sealed record AjvVerdict(string? Problem, IReadOnlyList<bool> Verdicts);
}
