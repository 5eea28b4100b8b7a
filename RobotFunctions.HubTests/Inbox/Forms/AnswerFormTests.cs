using RobotFunctions.Hub.Inbox.Forms;

namespace RobotFunctions.HubTests.Inbox.Forms;

public sealed class AnswerFormTests
{
    [Theory]
    [InlineData("""{"properties":{}}""", "", "A form describes an object")]
    [InlineData("""{"type":"object","propertees":{}}""", "/propertees", "not a keyword")]
    [InlineData("""{"type":"object","patternProperties":{"a":true}}""", "/patternProperties", "not a keyword")]
    [InlineData("""{"type":"object","$id":"https://evil.example"}""", "/$id", "not a keyword")]
    [InlineData("""{"type":"object","$schema":"http://json-schema.org/draft-07/schema#"}""", "/$schema", "2020-12")]
    [InlineData("""{"type":"object","properties":{"a/b":{"$ref":"https://evil.example"}}}""", "/properties/a~1b/$ref", "Nothing outside the file is read")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/properties/b"}}}""", "/properties/a/$ref", "$defs")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/gone"}}}""", "/properties/a/$ref", "$defs")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#/$defs/a~1b"}},"$defs":{"a~1b":true}}""", "/properties/a/$ref", "letters, digits")]
    [InlineData("""{"type":"object","properties":{"a":{"pattern":"("}}}""", "/properties/a/pattern", "not valid")]
    [InlineData("""{"type":"object","properties":{"a":{"pattern":"[^]"}}}""", "/properties/a/pattern", "empty class")]
    [InlineData("""{"type":"object","properties":{"a":{"pattern":"(?=a)"}}}""", "/properties/a/pattern", "no linear form")]
    [InlineData("""{"type":"object","properties":{"a":{"pattern":"(a)\\1"}}}""", "/properties/a/pattern", "no linear form")]
    [InlineData("""{"type":"object","properties":{"a":{"pattern":"((a{99}){99}){99}"}}}""", "/properties/a/pattern", "no linear form")]
    [InlineData("""{"type":"object","properties":{"a":{"pattern":"\\Aa\\z"}}}""", "/properties/a/pattern", "\\A, which ECMAScript does not have")]
    [InlineData("""{"type":"object","properties":{"a":{"pattern":"(?i)a"}}}""", "/properties/a/pattern", "(?i, which ECMAScript does not have")]
    [InlineData("""{"type":"object","properties":{"a":{"format":"regex"}}}""", "/properties/a/format", "not checked here")]
    [InlineData("""{"type":"object","properties":{"a":{"minimum":1e400}}}""", "/properties/a/minimum", "too large")]
    [InlineData("""{"type":"object","properties":{"a":{"minimum":"1"}}}""", "/properties/a/minimum", "number")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"text"}}}""", "/properties/a/type", "quote it")]
    [InlineData("""{"type":"object","properties":{"a":5}}""", "/properties/a", "A schema is a mapping")]
    [InlineData("""{"type":"object","required":"a"}""", "/required", "array")]
    [InlineData("""{"type":"object","allOf":{}}""", "/allOf", "")]
    [InlineData("""{"type":"object","$defs":{"a":{"items":{"$ref":"#/$defs/a"}}}}""", "/$defs/a", "refers to itself")]
    public void A_form_that_is_not_safe_or_not_a_schema_is_refused_where_it_is_wrong(string form, string pointer, string sentence)
    {
        var (compiled, problems) = Forms.Read(form);

        Assert.Null(compiled);
        Assert.Contains(problems, problem => problem.Pointer == pointer && problem.Text.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"const":{"$ref":"#"}}}}""")]
    [InlineData("""{"type":"object","properties":{"$ref":{"type":"string"},"enum":true,"pattern":{"pattern":"a"}}}""")]
    public void Keywords_are_told_from_names_and_values(string form) => Assert.Empty(Forms.Read(form).Problems);

    [Fact]
    public void References_are_bounded_by_what_they_add_up_to()
    {
        var levels = string.Join(',', Enumerable.Range(1, 30).Select(level => $$"""
            "d{{level}}":{"allOf":[{"$ref":"#/$defs/d{{level - 1}}"},{"$ref":"#/$defs/d{{level - 1}}"}]}
            """));

        Assert.Contains("more than 500 schemas", Assert.Single(Forms.Read($$$"""{"type":"object","properties":{"a":{"$ref":"#/$defs/d30"}},"$defs":{"d0":{"type":"string"},{{{levels}}}}}""").Problems).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"n":5,"s":"abc","d":"2026-02-28","c":"x"}""")]
    [InlineData("""{"n":5}""")]
    [InlineData("""{"n":5.0}""")]
    public void A_valid_answer_has_no_problems(string answer) => Assert.Empty(Sample.Validate(answer));

    [Theory]
    [InlineData("{}", "/n", "This field is required.")]
    [InlineData("""{"n":2}""", "/n", "at least 3")]
    [InlineData("""{"n":"5"}""", "/n", "integer")]
    [InlineData("""{"n":null}""", "/n", "integer")]
    [InlineData("""{"n":5,"s":"a\n"}""", "/s", "expected form")]
    [InlineData("""{"n":5,"d":"2026-02-29"}""", "/d", "date")]
    [InlineData("""{"n":5,"c":"z"}""", "/c", "enum")]
    [InlineData("""{"n":5,"a~b":1}""", "/a~0b", "not part of the form")]
    [InlineData("[]", "", "object")]
    [InlineData("""{"n":5,"n":6}""", "", "given twice")]
    [InlineData("""{"n":9007199254740993}""", "", "more digits")]
    [InlineData("""{"n":1e400}""", "", "too large")]
    [InlineData("""{"x":[{"y":1e30}]}""", "/x/0/y", "too large")]
    public void The_problems_of_an_answer_name_the_field(string answer, string pointer, string sentence) =>
        Assert.Contains(Sample.Validate(answer), problem => problem.Pointer == pointer && problem.Text.Contains(sentence, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"e\\u0301\"", 2)]
    [InlineData("\"\\r\\n\"", 2)]
    [InlineData("\"👩‍🚀\"", 3)]
    [InlineData("\"🤖\"", 1)]
    public void A_text_is_as_long_as_it_has_code_points(string text, int length)
    {
        AnswerForm Form(string keyword, int bound) => Forms.Of($$"""
            "a":{"{{keyword}}":{{bound}}}
            """);
        var answer = $$"""{"a":{{text}}}""";

        Assert.Empty(Form("minLength", length).Validate(answer));
        Assert.Empty(Form("maxLength", length).Validate(answer));
        Assert.Equal($"This has {length} characters. Use at least {length + 1}.", Assert.Single(Form("minLength", length + 1).Validate(answer)).Text);
        Assert.Equal($"This has {length} characters. Use at most {length - 1}.", Assert.Single(Form("maxLength", length - 1).Validate(answer)).Text);
    }

    [Fact]
    public void All_problems_are_reported_at_once() =>
        Assert.Equal(["/c", "/d", "/n"], Sample.Validate("""{"n":1,"d":"x","c":"z"}""").Select(problem => problem.Pointer).Order());

    [Theory]
    [InlineData("""{"n":1e300}""")]
    [InlineData("""{"n":-1e-300}""")]
    [InlineData("""{"n":1e28}""")]
    public void Numbers_of_any_size_are_answered(string answer) => Assert.NotNull(Forms.Of("""
        "n":{"type":"number","minimum":0.1,"maximum":1000,"multipleOf":0.01}
        """).Validate(answer));

    [Fact]
    public void The_values_of_an_answer_are_bounded() =>
        Assert.Contains("more than 2000 values", Assert.Single(Sample.Validate($$"""{"n":5,"s":[{{string.Join(',', Enumerable.Repeat("1", 2000))}}]}""")).Text, StringComparison.Ordinal);

    [Fact]
    public void An_answer_is_bounded() =>
        Assert.Contains("more than 65536 characters", Assert.Single(Sample.Validate($$"""{"n":5,"s":"{{new string('a', 70_000)}}"}""")).Text, StringComparison.Ordinal);

    [Fact]
    public void Branches_that_were_not_taken_are_no_problems()
    {
        var form = Forms.Of("""
            "a":{"anyOf":[{"type":"string"},{"type":"integer"}]},"b":{"type":"integer"},"n":{"not":{"const":1}}
            """, """
            ,"if":{"required":["a"]},"then":{"required":["b"]}
            """);

        Assert.Empty(form.Validate("{}"));
        Assert.Equal("/b", Assert.Single(form.Validate("""{"a":1,"b":"x"}""")).Pointer);
        Assert.NotEmpty(form.Validate("""{"a":1}"""));
        Assert.NotEmpty(form.Validate("""{"n":1}"""));
    }

    [Fact]
    public void Branches_beside_the_one_that_holds_are_no_problems() =>
        Assert.Equal("", Assert.Single(Forms.Of("\"a\":{}", """
            ,"anyOf":[{"required":["a"]},{"required":["b"]}],"minProperties":2
            """).Validate("""{"a":1}""")).Pointer);

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*$")]
    [InlineData("^(.*.*.*)x$")]
    public void A_pattern_takes_time_linear_in_the_text(string pattern)
    {
        var form = Forms.Of($$"""
            "s":{"type":"string","pattern":"{{pattern}}"}
            """);

        // A backtracking engine would take years.
        Assert.NotEmpty(form.Validate($$"""{"s":"{{new string('a', 50_000)}}!"}"""));
    }

    [Theory]
    [InlineData("^a$", "a\n", false)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData(@"^\d$", "٣", false)]
    [InlineData(@"^\w$", "é", false)]
    [InlineData(@"^[\d$.]+$", "1$.", true)]
    [InlineData(@"^[^\]]$", "a", true)]
    [InlineData(@"^\s$", "\ufeff", true)]
    [InlineData(@"^\s$", "\u0085", false)]
    [InlineData(@"^\S$", "\u0085", true)]
    [InlineData(@"^\S$", "\u3000", false)]
    [InlineData(@"^[\s\d]$", "\u00a0", true)]
    [InlineData(@"^[\D]$", "٣", true)]
    [InlineData(@"^[^\W]$", "é", false)]
    [InlineData(@"^[\S]$", "\ufeff", false)]
    [InlineData(@"^[\W]$", "]", true)]
    [InlineData(@"^[(?i]$", "?", true)]
    [InlineData(@"a\$", "xa$", true)]
    [InlineData(@"^https?:\/\/", "https://x", true)]
    public void A_pattern_means_what_it_means_in_ECMAScript(string pattern, string text, bool matches)
    {
        Assert.True(LinearPattern.TryCreate(pattern, out var regex, out _));
        Assert.Equal(matches, regex.IsMatch(text));
    }

    private static AnswerForm Sample => Forms.Of("""
        "n":{"type":"integer","minimum":3},"s":{"type":"string","pattern":"^[a-c]+$"},"d":{"type":"string","format":"date"},"c":{"$ref":"#/$defs/c"}
        """, """
        ,"required":["n"],"additionalProperties":false,"$defs":{"c":{"enum":["x","y"]}}
        """);
}
