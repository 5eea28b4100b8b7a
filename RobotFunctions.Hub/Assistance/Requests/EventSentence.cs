using System.Text.Json.Nodes;
using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>What people are told of an event. It has nothing that differs between two events of the same kind about the same thing, so that equal ones are grouped.</summary>
internal static class EventSentence
{
    private const int MaxLength = 2000;

    /// <summary>A sentence.</summary>
    public static string Of(OccurredEvent occurred)
    {
        var data = occurred.Data;
        var sentence = occurred.Type switch
        {
            "task.created" => $"A task waits for a decision: {Task(data)}.",
            "task.overdue" => $"Nobody has decided a task in time: {Task(data)}.",
            "run.failed" => $"A run of the robot {Text(data, "name")} failed. {Text(data, "problem")}",
            "dead-letter.stored" => $"The robot {Text(data, "name")} has stored a dead letter: a result that the repository did not accept.",
            "robot.offline" => $"The robot {Text(data, "name")} is offline: it has not reported for three intervals.",
            "robot.online" => $"The robot {Text(data, "name")} reports again.",
            "delivery.failed" => $"An event was not delivered to the subscription {Text(data, "subscription_name")}. {Text(data, "problem")}",
            _ when EventTask.Of(data) is not null => $"{occurred.Type}: {Task(data)}.",
            _ => Text(data, "name") is { Length: > 0 } name ? $"{occurred.Type}: {name}" : $"{occurred.Type}: {occurred.Subject}",
        };
        return ProblemText.Clean(sentence, MaxLength);
    }

    private static string Task(JsonNode data) => $"{Text(data["task"], "type")} of {Text(data["task"], "schema_name")}";

    private static string Text(JsonNode? data, string member) => data is JsonObject members && members[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
