using System.Text.Json;
using System.Text.Json.Nodes;
using RobotFunctions.Hub.Inbox.Forms;

namespace RobotFunctions.HubTests.Inbox.Forms;

/// <summary>Forms and answers for tests.</summary>
internal static class Forms
{
    public static (AnswerForm? Form, IReadOnlyList<FormProblem> Problems) Read(string json) => AnswerForm.Read(JsonNode.Parse(json)!.AsObject());

    public static AnswerForm Form(string json) => Read(json) is { Form: { } form } ? form : throw new ArgumentException(string.Join('\n', Read(json).Problems), nameof(json));

    /// <summary>A form of the given properties.</summary>
    public static AnswerForm Of(string properties, string more = "") => Form($$"""{"type":"object","properties":{{{properties}}}{{more}}}""");

    public static IReadOnlyList<FormProblem> Validate(this AnswerForm form, string answer) => form.Validate(JsonElement.Parse(answer));
}
