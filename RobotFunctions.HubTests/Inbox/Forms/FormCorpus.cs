namespace RobotFunctions.HubTests.Inbox.Forms;

/// <summary>A form with answers that it takes, and answers that it refuses.</summary>
internal sealed record FormExample(string Form, IReadOnlyList<string> Valid, IReadOnlyList<string> Invalid);

/// <summary>Forms that use every keyword and every format.</summary>
internal static class FormCorpus
{
    public static IReadOnlyList<FormExample> All { get; } =
    [
        Field("""{"type":"string","title":"t","description":"d","$comment":"c","default":"x","examples":["x"],"deprecated":true,"readOnly":true,"writeOnly":false}""", ["\"\"", "\"null\""], ["1", "null", "[]"]),
        Field("""{"type":"integer"}""", ["1", "-0", "5.0", "1e3", "9007199254740991"], ["1.5", "\"1\"", "true"]),
        Field("""{"type":["number","null"]}""", ["1.5", "null"], ["\"\"", "false"]),
        Field("""{"type":"boolean"}""", ["true", "false"], ["0", "\"true\"", "null"]),
        Field("""{"enum":["a",1,null,[1],{"b":2}]}""", ["\"a\"", "1.0", "null", "[1]", "{\"b\":2}"], ["\"A\"", "2", "[1,1]", "{}"]),
        Field("""{"const":{"b":[1,"x"]}}""", ["{\"b\":[1.0,\"x\"]}"], ["{\"b\":[1]}", "{\"b\":[1,\"x\"],\"c\":1}"]),
        Field("""{"const":0}""", ["0", "-0", "0.0"], ["false", "\"\"", "null"]),
        Field("""{"type":"number","minimum":0.5,"maximum":2}""", ["0.5", "2", "2.0"], ["0.49999", "2.00001"]),
        Field("""{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}""", ["0.001", "0.999"], ["0", "1"]),
        Field("""{"type":"number","multipleOf":0.5}""", ["1.5", "-2", "0"], ["1.25"]),
        Field("""{"type":"integer","multipleOf":3}""", ["9", "-3"], ["10"]),
        Field("""{"type":"string","minLength":1,"maxLength":2}""", ["\"a\"", "\"🤖🤖\"", "\"ß\""], ["\"\"", "\"abc\"", "\"🤖🤖🤖\""]),
        Field("""{"maxLength":1}""", ["\"é\"", "5"], ["\"e\\u0301\"", "\"\\r\\n\"", "\"👩‍🚀\""]),
        Field("""{"minLength":2}""", ["\"e\\u0301\"", "\"\\r\\n\""], ["\"🤖\""]),
        Field("""{"pattern":"^[A-Z]{2}\\d+$"}""", ["\"AB12\"", "5"], ["\"AB\"", "\"AB1\\n\"", "\"AB٣\"", "\"xAB1\""]),
        Field("""{"pattern":"b"}""", ["\"abc\""], ["\"ac\""]),
        Field("""{"pattern":"^\\w+\\s$"}""", ["\"a\\u00a0\"", "\"a\\ufeff\""], ["\"é \""]),
        Field("""{"pattern":"^.$"}""", ["\"a\"", "\"\\u0085\""], ["\"\\u2028\"", "\"\\n\""]),
        Field("""{"pattern":"^[\\S\\d]$"}""", ["\"a\"", "\"1\"", "\"\\u0085\""], ["\" \"", "\"\\ufeff\""]),
        Field("""{"pattern":"^[\\D]$"}""", ["\"٣\"", "\"a\""], ["\"1\""]),
        Field("""{"pattern":"^[^\\W_]+$"}""", ["\"aZ9\""], ["\"é\"", "\"_\""]),
        Field("""{"format":"date"}""", ["\"2026-02-28\"", "\"2024-02-29\"", "5"], ["\"2026-02-29\"", "\"2026-2-1\"", "\"28.02.2026\"", "\"\"", "\"2026-02-28T00:00:00Z\""]),
        Field("""{"format":"time"}""", ["\"23:59:59Z\"", "\"08:30:06.283185+01:30\""], ["\"24:00:00Z\"", "\"08:30\"", "\"8:30:00Z\""]),
        Field("""{"format":"date-time"}""", ["\"2026-02-28T08:30:00Z\"", "\"2026-02-28T08:30:00.5-07:00\""], ["\"2026-02-28\"", "\"2026-02-29T08:30:00Z\"", "\"2026-02-28T25:30:00Z\"", "\"2026-02-28T08:30:00\""]),
        Field("""{"format":"email"}""", ["\"ada@example.org\"", "\"a.b+c@sub.example.org\""], ["\"ada\"", "\"@example.org\"", "\"ada@\"", "\"a b@example.org\""]),
        Field("""{"format":"uri"}""", ["\"https://example.org/a?b=c#d\"", "\"urn:isbn:0451450523\"", "\"mailto:ada@example.org\""], ["\"/relative\"", "\"example.org\"", "\"https://example.org/a b\"", "\"\""]),
        Field("""{"format":"uuid"}""", ["\"0198f0c4-0000-7000-8000-00000000000a\"", "\"0198F0C4-0000-7000-8000-00000000000A\""], ["\"0198f0c4\"", "\"0198f0c400007000800000000000000a\"", "\"0198f0c4-0000-7000-8000-00000000000g\""]),
        Field("""{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2}""", ["[1]", "[1,2]"], ["[]", "[1,2,3]", "[\"a\"]"]),
        Field("""{"type":"array","uniqueItems":true}""", ["[]", "[1,\"1\",true]", "[{\"a\":1},{\"a\":2}]"], ["[1,1.0]", "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]", "[[],[]]"]),
        Field("""{"prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}""", ["[\"a\",1]", "[\"a\"]", "[]"], ["[1]", "[\"a\",1,2]"]),
        Field("""{"contains":{"const":1},"minContains":2,"maxContains":3}""", ["[1,1]", "[1,2,1,1]"], ["[1]", "[1,1,1,1]", "[]"]),
        Field("""{"contains":{"const":1},"minContains":0}""", ["[]", "[2]"], []),
        Field("""{"type":"object","properties":{"b":{"type":"integer"}},"required":["b"],"additionalProperties":{"type":"string"}}""", ["{\"b\":1}", "{\"b\":1,\"c\":\"x\"}"], ["{}", "{\"b\":\"1\"}", "{\"b\":1,\"c\":2}"]),
        Field("""{"minProperties":1,"maxProperties":2}""", ["{\"b\":1}", "5"], ["{}", "{\"b\":1,\"c\":2,\"d\":3}"]),
        Field("""{"dependentRequired":{"b":["c"]}}""", ["{}", "{\"c\":1}", "{\"b\":1,\"c\":1}"], ["{\"b\":1}"]),
        Field("""{"dependentSchemas":{"b":{"required":["c"]}}}""", ["{\"c\":1}", "{\"b\":1,\"c\":1}"], ["{\"b\":1}"]),
        Field("""{"allOf":[{"minimum":1},{"maximum":2}]}""", ["1", "\"a\""], ["0", "3"]),
        Field("""{"anyOf":[{"type":"string"},{"minimum":5}]}""", ["\"a\"", "5"], ["4"]),
        Field("""{"oneOf":[{"multipleOf":2},{"multipleOf":3}]}""", ["2", "3"], ["6", "5", "\"a\""]),
        Field("""{"not":{"type":"string"}}""", ["1"], ["\"a\""]),
        Field("""{"if":{"type":"string"},"then":{"minLength":2},"else":{"minimum":2}}""", ["\"ab\"", "2"], ["\"a\"", "1"]),
        Field("""{"then":{"minLength":2}}""", ["\"a\""], []),
        Field("true", ["1", "null"], []),
        Field("false", [], ["1", "null"]),
        new("""{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"a":{"$ref":"#/$defs/x","maximum":9}},"$defs":{"x":{"type":"integer","minimum":1}}}""", ["{\"a\":5}", "{}"], ["{\"a\":0}", "{\"a\":10}", "[]", "null", "\"a\""]),
        new("""{"type":"object","required":["a"],"additionalProperties":false,"properties":{"a":true}}""", ["{\"a\":null}"], ["{}", "{\"a\":1,\"b\":2}", "{\"A\":1}"]),
        new("""{"type":"object","properties":{"a":{"const":"yes"}},"if":{"required":["a"]},"then":{"required":["b"]}}""", ["{}", "{\"b\":1}", "{\"a\":\"yes\",\"b\":1}"], ["{\"a\":\"yes\"}"]),
    ];

    private static FormExample Field(string schema, string[] valid, string[] invalid) =>
        new($$$"""{"type":"object","properties":{"a":{{{schema}}}}}""", [.. valid.Select(Answer)], [.. invalid.Select(Answer)]);

    private static string Answer(string value) => $$"""{"a":{{value}}}""";
}
