using System.Text;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Yaml;

namespace RobotFunctions.HubTests.Inbox.Schemas;

public sealed class SchemaReaderTests
{
    [Fact]
    public void The_sample_of_task_inbox_is_read_as_it_stands()
    {
        var schema = SchemaFiles.Read(SchemaFiles.TaskInboxSample).Schema!;

        Assert.Equal(("ti:sample", "1", "ti-key"), (schema.Name, schema.Version.Text, schema.HookHeader));
        Assert.Equal(new Uri("http://localhost:5001/api/v1/tihook"), schema.DefaultHookUrl);
        Assert.Equal(["deleted"], schema.Type("delete-acct")!.ResolvedStates);
        Assert.Empty(schema.Type("delete-acct")!.PendingStates);
        Assert.Equal(["level1", "level2"], schema.Type("flag-content")!.PendingStates);
        Assert.True(schema.Type("flag-content")!.Allows("block", null));
    }

    [Theory]
    [InlineData("default_hook_url: null")]
    [InlineData("default_hook_url:")]
    [InlineData("hook_auth: ~")]
    [InlineData("hook_auth: {kind: head, val: x-key, args: {}}")]
    public void What_task_inbox_reads_as_absent_is_absent(string keys) =>
        Assert.Empty(SchemaFiles.Read($"name: a\nsemver: 1\n{keys}\ntasktypes: [{{name: t, resolved_states: [ok]}}]").Problems);

    [Fact]
    public void Every_addition_is_read()
    {
        var reading = SchemaFiles.Read(SchemaFiles.Whole);
        Assert.Empty(reading.Problems);
        var type = reading.Schema!.Type("refund")!;

        Assert.Equal("1.10.0-beta.1", reading.Schema.Version.Text);
        Assert.True(type.Allows("waiting", null));
        Assert.False(type.Allows(null, "second-look"));
        Assert.False(type.Allows("paid", null));
        Assert.True(type.Allows("refused", "waiting"));
        Assert.Equal(TimeSpan.FromHours(60), type.Due);
        Assert.Equal(new EscalateOnDue("on-call"), type.OnDue);
        Assert.Equal(2, type.Quorum);
        Assert.Equal(["member", "admin"], type.Roles);
        Assert.Equal(new Uri("https://shop.example/refunds"), reading.Schema.HookUrl(type));
        Assert.Equal(["no", "on", "012", "damaged"], type.Form!.Fields[1].Options.Select(option => option.Label));
    }

    [Fact]
    public void JSON_is_read_too() =>
        Assert.NotNull(SchemaFiles.Read("""{"name": "a", "semver": "1.10", "tasktypes": [{"name": "t", "resolved_states": ["null", "ok"]}]}""").Schema);

    [Fact]
    public void Plain_scalars_keep_their_letters()
    {
        var type = SchemaFiles.Read("name: no\nsemver: 1.10\ntasktypes: [{name: on, pending_states: [012, 1.10, True, 0x1F, 1_000, 2022-12-24], resolved_states: [no, yes, off]}]").Schema!.TaskTypes[0];

        Assert.Equal("on", type.Name);
        Assert.Equal(["012", "1.10", "True", "0x1F", "1_000", "2022-12-24"], type.PendingStates);
        Assert.Equal(["no", "yes", "off"], type.ResolvedStates);
    }

    [Theory]
    [InlineData("name: null", "name is null")]
    [InlineData("name: ~", "name is ~")]
    [InlineData("name:", "name is empty")]
    [InlineData("name: ''", "name is blank")]
    [InlineData("name: [a]", "name is a text")]
    [InlineData("name: ' a'", "name is blank, starts or ends")]
    [InlineData("name: \"a\\tb\"", "control character")]
    [InlineData("name: a\nname: b", "\"name\" is already given on line 1. Keep one.")]
    [InlineData("name: a\ncolour: red", "\"colour\" is not a key of a schema. The keys are name, semver, default_hook_url, hook_auth, tasktypes.")]
    [InlineData("name: a\n<<: {b: c}", "\"<<\" is not a key")]
    [InlineData("name: a\ndefault_hook_url: ftp://x/", "default_hook_url is not an address")]
    [InlineData("name: a\ndefault_hook_url: https://user:pw@x/", "default_hook_url is not an address")]
    [InlineData("name: a\nhook_auth: head", "hook_auth is a mapping")]
    [InlineData("name: a\nhook_auth: {kind: body, val: k}", "The kind \"body\" of hook_auth is not known")]
    [InlineData("name: a\nhook_auth: {kind: head}", "val is missing from hook_auth")]
    [InlineData("name: a\nhook_auth: {kind: head, val: 'a: b'}", "cannot carry the secret")]
    [InlineData("name: a\nhook_auth: {kind: head, val: Content-Length}", "cannot carry the secret")]
    public void What_is_wrong_with_the_schema_is_said(string keys, string sentence)
    {
        var reading = SchemaFiles.Read($"{keys}\nsemver: 1\ntasktypes: [{{name: t, resolved_states: [ok]}}]");

        Assert.Null(reading.Schema);
        Assert.Contains(reading.Problems, problem => problem.Text.Contains(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("transitions: {p: [gone]}", "\"gone\" is not a state of this type")]
    [InlineData("transitions: {gone: [p]}", "\"gone\" is not a state of this type")]
    [InlineData("transitions: [p]", "transitions is a mapping")]
    [InlineData("transitions: {p: q}", "is a list")]
    [InlineData("transitions: {~: [p]}", "which YAML reads as nothing")]
    [InlineData("transitions: {p: [q, q]}", "\"q\" is twice")]
    [InlineData("due: 2 days", "\"2 days\" is not a duration")]
    [InlineData("due: P1M", "is not a duration")]
    [InlineData("due: PT0S", "is not a duration")]
    [InlineData("due: P9999W", "is not a duration")]
    [InlineData("on_due: gone", "\"gone\" is not a state")]
    [InlineData("on_due: {call: x}", "\"call\" is not a key of on_due")]
    [InlineData("quorum: two", "\"two\" is not a quorum")]
    [InlineData("quorum: 0", "is not a quorum")]
    [InlineData("roles: [viewer]", "The role \"viewer\" cannot decide tasks")]
    [InlineData("webhook_url: /relative", "webhook_url is not an address")]
    [InlineData("form: [a]", "form is a JSON Schema")]
    [InlineData("form: {type: object, properties: {a: {title: 2024}}}", "quote it")]
    [InlineData("form: {type: object, properties: {a: {$ref: 'https://evil.example/'}}}", "form/properties/a/$ref: $ref names one of the form's own $defs")]
    public void What_is_wrong_with_a_task_type_is_said(string keys, string sentence)
    {
        var reading = SchemaFiles.Read(SchemaFiles.WithType(keys));

        Assert.Null(reading.Schema);
        Assert.Contains(reading.Problems, problem => problem.Text.Contains(sentence, StringComparison.Ordinal) && problem.Line == 7);
    }

    [Fact]
    public void All_problems_are_reported_at_once_each_with_its_line()
    {
        var problems = SchemaFiles.Read("""
            semver: v1
            tasktypes:
              - name: t
                resolved_states: [ok, ok]
                quorum: 1000
              - name: t
                resolved_states: []
              - resolved_states: [ok]
            """).Problems;

        Assert.Equal([1, 1, 4, 5, 6, 6, 8], problems.Select(problem => problem.Line));
        Assert.StartsWith("schema.yml, line 1: ", problems[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("a: b\n---\na: b", "a second document starts here")]
    [InlineData("name: *gone", "the alias *gone names nothing before it")]
    [InlineData("name: &a {b: *a}", "the alias *a names nothing before it")]
    [InlineData("name: !!int 5", "the tag")]
    [InlineData("? [a]\n: b", "a key is a text")]
    [InlineData("a:\n\tb: c\n\t\td: e", "could not be read as YAML")]
    [InlineData("a: [", "could not be read as YAML")]
    public void What_is_not_one_YAML_document_is_refused(string yaml, string sentence) =>
        Assert.Contains(SchemaFiles.Read(yaml).Problems, problem => problem.Text.Contains(sentence, StringComparison.Ordinal));

    [Fact]
    public void An_alias_stands_for_what_it_names()
    {
        var schema = SchemaFiles.Read("name: a\nsemver: 1\ntasktypes: [{name: t, resolved_states: &s [ok, bad]}, {name: u, resolved_states: *s}]").Schema!;

        Assert.Equal(schema.TaskTypes[0].ResolvedStates, schema.TaskTypes[1].ResolvedStates);
    }

    [Fact]
    public void Aliases_are_bounded_by_what_they_add_up_to()
    {
        var laughs = string.Join('\n', Enumerable.Range(0, 20).Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat(level == 0 ? "x" : $"*a{level - 1}", 10))}]"));

        Assert.Contains(SchemaFiles.Read(laughs).Problems, problem => problem.Text.Contains("more than 20000 values", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("- ", "")]
    public void Depth_is_bounded(string open, string close)
    {
        var yaml = "name: " + (open == "- " ? "\n" : "") + string.Concat(Enumerable.Repeat(open, 40_000)) + "x" + string.Concat(Enumerable.Repeat(close, 40_000));

        Assert.Contains(SchemaFiles.Read(yaml).Problems, problem => problem.Text.Contains("nested deeper than 32", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(YamlTree.MaxDepth, true)]
    [InlineData(YamlTree.MaxDepth + 1, false)]
    public void The_deepest_list_is_read_and_one_more_is_not(int depth, bool isRead) =>
        Assert.Equal(isRead, YamlTree.Read(Encoding.UTF8.GetBytes(new string('[', depth) + "x" + new string(']', depth)), static (_, _) => { }) is not null);

    [Fact]
    public void Size_is_bounded() =>
        Assert.Contains("more than 262144 bytes", Assert.Single(SchemaFiles.Read(new string('#', YamlTree.MaxBytes + 1)).Problems).Text, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_UTF8_is_refused() =>
        Assert.Contains("not UTF-8", Assert.Single(SchemaReader.Read("f", Encoding.Latin1.GetBytes("name: Größe")).Problems).Text, StringComparison.Ordinal);
}
