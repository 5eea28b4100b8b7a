using System.Globalization;
using System.Text.Json.Nodes;
using RobotFunctions.Hub.Inbox.Forms;
using RobotFunctions.Hub.Yaml;

namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>Reads one task type of a schema file.</summary>
internal sealed class TaskTypeReader
{
    private const int MaxStates = 100;
    private const int MaxQuorum = 100;

    private readonly SchemaSection _section;
    private readonly Action<int, string> _addProblem;
    private readonly IReadOnlyList<string> _pending;
    private readonly IReadOnlyList<string> _resolved;

    private TaskTypeReader(SchemaSection section, Action<int, string> addProblem)
    {
        _section = section;
        _addProblem = addProblem;
        _pending = section.Names("pending_states", section["pending_states"]);
        _resolved = section.Names("resolved_states", section.Required("resolved_states", "[accepted, rejected]"));
    }

    /// <summary>The task type; null, with a problem, if it has no name.</summary>
    public static TaskType? Read(YamlMap map, Action<int, string> addProblem)
    {
        var what = map["name"] is YamlText { Value.Length: > 0 and <= SchemaSection.MaxNameLength } named ? $"the task type \"{named.Value}\"" : "a task type";
        var section = new SchemaSection(map, what, addProblem);
        section.RefuseOthers("name", "pending_states", "resolved_states", "transitions", "form", "due", "on_due", "quorum", "roles", "webhook_url");
        var name = section.Text("name", section.Required("name", "approve"));
        var type = new TaskTypeReader(section, addProblem).Type(name ?? "");
        return name is null ? null : type;
    }

    private TaskType Type(string name)
    {
        if (_section["resolved_states"] is YamlList { Items.Count: 0 } || _pending.Count + _resolved.Count > MaxStates)
        {
            _addProblem(_section.Line, $"A task type has at least one resolved state, and at most {MaxStates} states.");
        }

        foreach (var state in _pending.Intersect(_resolved))
        {
            _addProblem(_section["resolved_states"]!.Line, $"\"{state}\" is both pending and resolved. Keep one.");
        }

        return new TaskType
        {
            Name = name,
            PendingStates = _pending,
            ResolvedStates = _resolved,
            Transitions = Transitions(),
            Form = Form(),
            Due = Due(),
            OnDue = OnDue(),
            Quorum = Quorum(),
            Roles = Roles(),
            WebhookUrl = _section.Address("webhook_url", _section["webhook_url"]),
        };
    }

    private Dictionary<string, IReadOnlyList<string>> Transitions()
    {
        var transitions = new Dictionary<string, IReadOnlyList<string>>();
        if (_section["transitions"] is not YamlMap map)
        {
            if (_section["transitions"] is { } other)
            {
                _addProblem(other.Line, "transitions is a mapping from a state to the list of states that may follow, for example {level1: [level2, block]}.");
            }

            return transitions;
        }

        foreach (var (from, next) in map.Entries)
        {
            if (from is { Value: "", IsPlain: false } || _section.Text("A state", from) is not null)
            {
                RequireState(from.Value, from.Line);
                var allowed = _section.Names($"transitions from \"{from.Value}\"", next, mayContainUnset: true);
                foreach (var to in allowed)
                {
                    RequireState(to, next.Line);
                }

                transitions[from.Value] = allowed;
            }
        }

        return transitions;
    }

    private void RequireState(string state, int line)
    {
        if (state != TaskType.Unset && !_pending.Contains(state) && !_resolved.Contains(state))
        {
            _addProblem(line, $"\"{state}\" is not a state of this type. The states are {string.Join(", ", _pending.Concat(_resolved))}, and \"\" for unset.");
        }
    }

    private AnswerForm? Form()
    {
        if (_section["form"] is not { } node)
        {
            return null;
        }

        if (YamlJson.Of(node) is not JsonObject json)
        {
            _addProblem(node.Line, "form is a JSON Schema: a mapping with type: object and properties.");
            return null;
        }

        var (form, problems) = AnswerForm.Read(json);
        foreach (var problem in problems)
        {
            _addProblem(YamlJson.LineOf(node, problem.Pointer), $"form{problem.Pointer}: {problem.Text}");
        }

        return form;
    }

    private TimeSpan? Due()
    {
        if (_section.Text("due", _section["due"]) is not { } text)
        {
            return null;
        }

        if (!IsoDuration.TryParse(text, out var due))
        {
            _addProblem(_section["due"]!.Line, $"\"{text}\" is not a duration. Write one of ISO 8601 in weeks, or in days and time, of at most ten years: P2W, P3D, PT12H, P1DT6H30M.");
        }

        return due;
    }

    private OnDue? OnDue()
    {
        if (_section["on_due"] is YamlMap map)
        {
            var section = new SchemaSection(map, "on_due", _addProblem);
            section.RefuseOthers("escalate");
            return section.Text("escalate", section.Required("escalate", "on-call")) is { } topic ? new EscalateOnDue(topic) : null;
        }

        if (_section.Text("on_due", _section["on_due"]) is not { } state)
        {
            return null;
        }

        RequireState(state, _section["on_due"]!.Line);
        return new SetStateOnDue(state);
    }

    private int Quorum()
    {
        if (_section.Text("quorum", _section["quorum"]) is not { } text)
        {
            return 1;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var quorum) || quorum is < 1 or > MaxQuorum)
        {
            _addProblem(_section["quorum"]!.Line, $"\"{text}\" is not a quorum. Write how many people must agree, from 1 to {MaxQuorum}.");
        }

        return quorum;
    }

    private IReadOnlyList<string> Roles()
    {
        var roles = _section.Names("roles", _section["roles"]);
        foreach (var role in roles.Where(static role => role is not ("member" or "admin")))
        {
            _addProblem(_section["roles"]!.Line, $"The role \"{role}\" cannot decide tasks. Use member or admin.");
        }

        return roles;
    }
}
