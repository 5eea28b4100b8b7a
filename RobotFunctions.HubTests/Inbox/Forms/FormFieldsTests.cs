using System.Text.Json;
using RobotFunctions.Hub.Inbox.Forms;

namespace RobotFunctions.HubTests.Inbox.Forms;

public sealed class FormFieldsTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", FieldKind.Text)]
    [InlineData("""{"type":"string","maxLength":2000}""", FieldKind.LongText)]
    [InlineData("""{"type":"string","format":"date"}""", FieldKind.Date)]
    [InlineData("""{"type":"string","format":"time"}""", FieldKind.Time)]
    [InlineData("""{"type":"string","format":"date-time"}""", FieldKind.DateTime)]
    [InlineData("""{"type":"string","format":"email"}""", FieldKind.Email)]
    [InlineData("""{"type":"string","format":"uri"}""", FieldKind.Uri)]
    [InlineData("""{"type":"string","format":"uuid"}""", FieldKind.Text)]
    [InlineData("""{"type":"integer"}""", FieldKind.Integer)]
    [InlineData("""{"type":"number"}""", FieldKind.Number)]
    [InlineData("""{"type":"boolean"}""", FieldKind.YesOrNo)]
    [InlineData("""{"enum":[1,"a",null]}""", FieldKind.Choice)]
    [InlineData("""{"type":"array","items":{"enum":["a","b"]}}""", FieldKind.MultipleChoice)]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", FieldKind.Json)]
    [InlineData("""{"type":"object"}""", FieldKind.Json)]
    [InlineData("""{"type":["string","null"]}""", FieldKind.Json)]
    [InlineData("true", FieldKind.Json)]
    [InlineData("{}", FieldKind.Json)]
    public void Each_schema_has_a_kind_of_field(string schema, object kind) => Assert.Equal(kind, Field(schema).Kind);

    [Fact]
    public void A_field_has_what_an_input_needs()
    {
        var field = Forms.Of("""
            "amount":{"title":"Amount","description":"In euros","type":"number","minimum":0.5,"maximum":1e3,"default":2}
            """, """
            ,"required":["amount"]
            """).Fields[0];

        Assert.Equal(("amount", "Amount", "In euros", true, "0.5", "1e3", "2"), (field.Name, field.Label, field.Description, field.IsRequired, field.Minimum, field.Maximum, field.Default));
    }

    [Fact]
    public void A_reference_gives_its_field_and_the_title_beside_it_wins()
    {
        var field = Forms.Of("""
            "a":{"$ref":"#/$defs/b","title":"Here"}
            """, """
            ,"$defs":{"b":{"$ref":"#/$defs/c"},"c":{"type":"string","title":"There","minLength":2,"pattern":"a"}}
            """).Fields[0];

        Assert.Equal((FieldKind.Text, "Here", "2", "a"), (field.Kind, field.Label, field.MinLength, field.Pattern));
    }

    [Fact]
    public void Fields_keep_the_order_of_the_schema_and_a_label_falls_back_to_the_name() =>
        Assert.Equal(["z", "a", "m"], Forms.Of("""
            "z":{},"a":{},"m":{}
            """).Fields.Select(field => field.Label));

    [Fact]
    public void A_blank_field_is_absent_from_the_answer()
    {
        var form = Forms.Of("""
            "t":{"type":"string"},"n":{"type":"integer"},"b":{"type":"boolean"},"c":{"enum":["x"]},"m":{"type":"array","items":{"enum":["x"]}},"j":{"type":"object"}
            """);

        Assert.Empty(Submit(form, ("t", ""), ("n", " "), ("b", ""), ("c", ""), ("m", ""), ("j", "\r\n")));
        Assert.Empty(Submit(form));
    }

    [Fact]
    public void Values_are_read_as_their_kind()
    {
        var form = Forms.Of("""
            "t":{"type":"string"},"n":{"type":"integer"},"x":{"type":"number"},"b":{"type":"boolean"},"c":{"enum":[1,"1"]},"m":{"type":"array","items":{"enum":["x","y"]}},"j":{"type":"object"}
            """);

        Assert.Equal(
            """{"t":" a\nb","n":7,"x":-1.5e3,"b":false,"c":"1","m":["x","y"],"j":{"k":[1]}}""",
            Submit(form, ("t", " a\r\nb"), ("n", " 7 "), ("x", "-1.5e3"), ("b", "false"), ("c", "\"1\""), ("m", "\"x\""), ("m", "\"y\""), ("j", "{\"k\":[1]}"), ("other", "x")).ToJsonString());
    }

    [Theory]
    [InlineData("""{"type":"integer"}""", "007")]
    [InlineData("""{"type":"number"}""", "1,5")]
    [InlineData("""{"type":"number"}""", "NaN")]
    [InlineData("""{"type":"boolean"}""", "yes")]
    [InlineData("""{"enum":["a"]}""", "b")]
    [InlineData("""{"type":"object"}""", "{\"a\":1,\"a\":2}")]
    [InlineData("""{"type":"object"}""", "{")]
    public void What_cannot_be_read_is_a_problem_of_its_field(string schema, string posted)
    {
        var form = Forms.Of($"\"f\":{schema}");

        Assert.Contains(form.Validate(JsonSerializer.SerializeToElement(Submit(form, ("f", posted)))), problem => problem.Pointer == "/f");
    }

    private static FormField Field(string schema) => Forms.Of($"\"f\":{schema}").Fields[0];

    private static System.Text.Json.Nodes.JsonObject Submit(AnswerForm form, params (string Name, string Value)[] posted) =>
        FormSubmission.Read(form.Fields, posted.GroupBy(field => field.Name).ToDictionary(field => field.Key, IReadOnlyList<string> (field) => [.. field.Select(value => value.Value)]));
}
