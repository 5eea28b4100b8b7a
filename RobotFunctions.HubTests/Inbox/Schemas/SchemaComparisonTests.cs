using RobotFunctions.Hub.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Schemas;

public sealed class SchemaComparisonTests
{
    [Fact]
    public void A_version_that_says_the_same_has_no_differences()
    {
        var other = SchemaFiles.Whole.Replace("1.10.0-beta.1", "2", StringComparison.Ordinal);

        Assert.Empty(SchemaComparison.Of(Read(SchemaFiles.Whole), Read(other)));
    }

    [Theory]
    [InlineData("", "quorum: 2", "“t”: It is decided by 2 people, members, not one person, members.")]
    [InlineData("roles: [admin]", "", "“t”: It is decided by one person, members, not one person, admins.")]
    [InlineData("", "due: P1DT2H", "“t”: It is due after 1.02:00:00 (days and time), not never.")]
    [InlineData("due: P1D", "due: P1D\non_due: no", "“t”: At its due time it gets the state “no”, not it is overdue.")]
    [InlineData("transitions: {p: [yes]}", "transitions: {p: []}", "“t”: The states that may follow each are p: none, not p: yes.")]
    [InlineData("transitions: {p: [yes, no]}", "transitions: {p: [no, yes]}", null)]
    [InlineData("", "form: {type: object}", "“t”: An answer to a form is needed now.")]
    [InlineData("form: {type: object}", "", "“t”: No answer is needed any more.")]
    [InlineData("form: {type: object}", "form: {type: object, required: [a]}", "“t”: The form of the answer is another one.")]
    [InlineData("", "webhook_url: https://a.example/", "“t”: Its changes are sent to https://a.example/, not the schema's address.")]
    public void Each_key_of_a_type_that_changes_is_named(string before, string after, string? difference) =>
        Assert.Equal(difference is null ? [] : [difference], SchemaComparison.Of(Read(SchemaFiles.WithType(before)), Read(SchemaFiles.WithType(after))));

    [Fact]
    public void Types_and_states_that_come_go_and_change_sides_are_named()
    {
        const string file = """
            name: a
            semver: 1
            tasktypes:
              - {name: t, pending_states: [p, q], resolved_states: [yes, no]}
              - {name: old, resolved_states: [yes]}
            """;
        const string other = """
            name: a
            semver: 2
            default_hook_url: https://a.example/
            hook_auth: {kind: head, val: ti-key}
            tasktypes:
              - {name: t, pending_states: [p, no, r], resolved_states: [yes]}
              - {name: newer, resolved_states: [yes]}
            """;

        Assert.Equal(
        [
            "Changes are sent to https://a.example/, not nowhere.",
            "The format of webhooks is task-inbox's with the header ti-key, not CloudEvents.",
            "“t”: The state “r” is new, and pending.",
            "“t”: The state “q” is gone.",
            "“t”: The state “no” is pending now.",
            "The task type “newer” is new.",
            "The task type “old” is gone: its open tasks keep their version.",
        ],
            SchemaComparison.Of(Read(file), Read(other)));
    }

    private static TaskSchema Read(string yaml) => SchemaFiles.Read(yaml).Schema!;
}
