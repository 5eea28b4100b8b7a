using System.Text;
using RobotFunctions.Hub.Inbox.Schemas;

namespace RobotFunctions.HubTests.Inbox.Schemas;

/// <summary>Schema files for tests.</summary>
internal static class SchemaFiles
{
    /// <summary>The sample of task-inbox, with the keys that it has.</summary>
    public const string TaskInboxSample = """
        name: ti:sample
        semver: 1
        default_hook_url: http://localhost:5001/api/v1/tihook
        hook_auth:
          kind: head
          val: ti-key
        tasktypes:
        - name: delete-acct
          resolved_states:
          - deleted
        - name: flag-content
          pending_states: [level1, level2]
          resolved_states: [block, allow]
        """;

    /// <summary>All keys.</summary>
    public const string Whole = """
        name: shop:refunds
        semver: 1.10.0-beta.1
        default_hook_url: https://shop.example/hooks
        tasktypes:
          - name: refund
            pending_states: [waiting, second-look]
            resolved_states: [paid, refused]
            transitions:
              "": [waiting, paid, refused]
              waiting: [second-look, paid, refused, ""]
              paid: []
            form:
              type: object
              required: [amount]
              additionalProperties: false
              properties:
                amount: {type: number, minimum: 0.5, title: Amount}
                reason: {$ref: "#/$defs/reason"}
              $defs:
                reason: {type: string, enum: [no, on, 012, damaged], title: Reason}
            due: P2DT12H
            on_due: {escalate: on-call}
            quorum: 2
            roles: [member, admin]
            webhook_url: https://shop.example/refunds
        """;

    /// <summary>A file with one task type, whose keys are given.</summary>
    public static string WithType(string keys) => $$"""
        name: a
        semver: 1
        tasktypes:
          - name: t
            pending_states: [p, q]
            resolved_states: [yes, no]
            {{keys.ReplaceLineEndings("\n    ")}}
        """;

    public static SchemaReading Read(string yaml) => SchemaReader.Read("schema.yml", Encoding.UTF8.GetBytes(yaml));

    public static TaskType Type(string keys = "") => Read(WithType(keys)) is { Schema: { } schema } ? schema.TaskTypes[0] : throw new ArgumentException(string.Join('\n', Read(WithType(keys)).Problems), nameof(keys));
}
