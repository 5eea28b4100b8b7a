using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using RobotFunctions.Hub.Yaml;

namespace RobotFunctions.HubTests.Inbox.Schemas;

/// <summary>docs/hub-inbox-schema.json, by which editors check a schema file, and the reader agree.</summary>
public sealed partial class PublishedSchemaTests
{
    private static readonly string Docs = Path.Combine(Checkout(), "docs");

    private static readonly JsonSchema Published = JsonSchema.FromText(File.ReadAllText(Path.Combine(Docs, "hub-inbox-schema.json")));

    public static TheoryData<string> GoodFiles =>
    [
        SchemaFiles.TaskInboxSample,
        SchemaFiles.Whole,
        .. Examples(),
        "{name: no, semver: 1.10, tasktypes: [{name: on, resolved_states: [012, 1.5, true]}]}",
        "{name: a, semver: \"1.2.3-rc.1+b\", default_hook_url: null, hook_auth: ~, tasktypes: [{name: t, resolved_states: [\"null\"]}]}",
        SchemaFiles.WithType("due: P1DT6H30M\non_due: no\nquorum: 100\nroles: []"),
    ];

    public static TheoryData<string> BadFiles =>
    [
        "[]",
        "{name: a, semver: 1}",
        "{name: ~, semver: 1, tasktypes: [{name: t, resolved_states: [ok]}]}",
        "{name: a, semver: v1, tasktypes: [{name: t, resolved_states: [ok]}]}",
        "{name: a, semver: 2022-12-24, tasktypes: [{name: t, resolved_states: [ok]}]}",
        "{name: a, semver: 1, tasktypes: []}",
        "{name: a, semver: 1, tasktypes: [t]}",
        "{name: a, semver: 1, tasktypes: [{name: t}]}",
        "{name: a, semver: 1, tasktypes: [{name: t, resolved_states: []}]}",
        "{name: a, semver: 1, tasktypes: [{name: t, resolved_states: [~]}]}",
        "{name: a, semver: 1, tasktypes: [{name: t, resolved_states: [\"\"]}]}",
        "{name: a, semver: 1, tasktypes: [{name: t, resolved_states: [\" a\"]}]}",
        "{name: a, semver: 1, hook_auth: {kind: body, val: k}, tasktypes: [{name: t, resolved_states: [ok]}]}",
        "{name: a, semver: 1, hook_auth: {kind: head, val: Host}, tasktypes: [{name: t, resolved_states: [ok]}]}",
        "{name: a, semver: 1, default_hook_url: ftp://x, tasktypes: [{name: t, resolved_states: [ok]}]}",
        SchemaFiles.WithType("colour: red"),
        SchemaFiles.WithType("due: P1M"),
        SchemaFiles.WithType("due: PT"),
        SchemaFiles.WithType("on_due: {call: x}"),
        SchemaFiles.WithType("quorum: 101"),
        SchemaFiles.WithType("quorum: two"),
        SchemaFiles.WithType("roles: [viewer]"),
        SchemaFiles.WithType("webhook_url: https://a:b@c/"),
        SchemaFiles.WithType("form: {properties: {}}"),
        SchemaFiles.WithType("transitions: {p: q}"),
    ];

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void A_good_file_is_good_for_both(string yaml)
    {
        Assert.Empty(SchemaFiles.Read(yaml).Problems);
        Assert.True(IsValid(yaml));
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void A_bad_file_is_bad_for_both(string yaml)
    {
        Assert.NotEmpty(SchemaFiles.Read(yaml).Problems);
        Assert.False(IsValid(yaml));
    }

    [Fact]
    public void The_reference_describes_every_key()
    {
        var page = File.ReadAllText(Path.Combine(Docs, "hub-inbox.md"));
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Docs, "hub-inbox-schema.json")));
        var keys = Keys(schema.RootElement).Concat(Keys(schema.RootElement.GetProperty("$defs").GetProperty("tasktype")));

        Assert.All(keys, key => Assert.Contains($"| `{key}` |", page, StringComparison.Ordinal));
        Assert.NotEmpty(Examples());
    }

    private static IEnumerable<string> Keys(JsonElement schema) => schema.GetProperty("properties").EnumerateObject().Select(static key => key.Name);

    private static IEnumerable<string> Examples() => Example().Matches(File.ReadAllText(Path.Combine(Docs, "hub-inbox.md"))).Select(static match => match.Groups[1].Value);

    private static bool IsValid(string yaml) =>
        Published.Evaluate(JsonSerializer.SerializeToElement(YamlJson.Of(YamlTree.Read(Encoding.UTF8.GetBytes(yaml), static (_, _) => { })!))).IsValid;

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RobotFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
