namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>How a version of a schema differs from the one before it, in sentences.</summary>
internal static class SchemaComparison
{
    /// <summary>What a newer version adds, removes and changes; nothing if only its number is another one.</summary>
    public static IReadOnlyList<string> Of(TaskSchema before, TaskSchema after)
    {
        var differences = new List<string>();
        Compare(differences, "Changes are sent to", before.DefaultHookUrl?.AbsoluteUri ?? "nowhere", after.DefaultHookUrl?.AbsoluteUri ?? "nowhere");
        Compare(differences, "The format of webhooks is", Format(before), Format(after));
        foreach (var type in after.TaskTypes)
        {
            if (before.Type(type.Name) is { } former)
            {
                differences.AddRange(Of(former, type));
            }
            else
            {
                differences.Add($"The task type “{type.Name}” is new.");
            }
        }

        differences.AddRange(before.TaskTypes.Where(type => after.Type(type.Name) is null).Select(static type => $"The task type “{type.Name}” is gone: its open tasks keep their version."));
        return differences;
    }

    private static List<string> Of(TaskType before, TaskType after)
    {
        var differences = new List<string>();
        foreach (var state in States(after).Except(States(before)))
        {
            differences.Add($"The state “{state}” is new, and {KindOf(after, state)}.");
        }

        foreach (var state in States(before).Except(States(after)))
        {
            differences.Add($"The state “{state}” is gone.");
        }

        foreach (var state in States(before).Intersect(States(after)).Where(state => before.IsResolved(state) != after.IsResolved(state)))
        {
            differences.Add($"The state “{state}” is {KindOf(after, state)} now.");
        }

        Compare(differences, "The states that may follow each are", Transitions(before), Transitions(after));
        if (before.Form?.Json != after.Form?.Json)
        {
            differences.Add(before.Form is null ? "An answer to a form is needed now." : after.Form is null ? "No answer is needed any more." : "The form of the answer is another one.");
        }

        Compare(differences, "It is due", Due(before), Due(after));
        Compare(differences, "At its due time", OnDueOf(before), OnDueOf(after));
        Compare(differences, "It is decided by", Deciders(before), Deciders(after));
        Compare(differences, "Its changes are sent to", before.WebhookUrl?.AbsoluteUri ?? "the schema's address", after.WebhookUrl?.AbsoluteUri ?? "the schema's address");
        return differences.ConvertAll(difference => $"“{after.Name}”: {difference}");
    }

    private static void Compare(List<string> differences, string what, string before, string after)
    {
        if (before != after)
        {
            differences.Add($"{what} {after}, not {before}.");
        }
    }

    private static IEnumerable<string> States(TaskType type) => type.PendingStates.Concat(type.ResolvedStates);

    private static string KindOf(TaskType type, string state) => type.IsResolved(state) ? "resolved" : "pending";

    private static string Format(TaskSchema schema) => schema.HookHeader is { } header ? $"task-inbox's with the header {header}" : "CloudEvents";

    private static string Transitions(TaskType type) => type.Transitions.Count == 0 ? "any" : string.Join(
        "; ",
        type.Transitions.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{Name(pair.Key)}: {(pair.Value.Count == 0 ? "none" : string.Join(", ", pair.Value.Order(StringComparer.Ordinal).Select(Name)))}"));

    private static string Name(string state) => state.Length == 0 ? "unset" : state;

    private static string Due(TaskType type) => type.Due is { } due ? $"after {due:d'.'hh':'mm':'ss} (days and time)" : "never";

    private static string OnDueOf(TaskType type) => type.OnDue switch
    {
        SetStateOnDue { State: var state } => $"it gets the state “{state}”",
        EscalateOnDue { Topic: var topic } => $"the people of “{topic}” are told",
        _ => "it is overdue",
    };

    private static string Deciders(TaskType type) => $"{(type.Quorum == 1 ? "one person" : $"{type.Quorum} people")}, {(type.Roles.Count == 0 || type.Roles.Contains("member") ? "members" : "admins")}";
}
