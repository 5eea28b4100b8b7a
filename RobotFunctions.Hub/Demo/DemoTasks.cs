using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Demo;

/// <summary>A task of the tour.</summary>
/// <param name="Type">Its type in the sample schema.</param>
/// <param name="Meta">Its metadata.</param>
/// <param name="Decision">The state that is chosen for it; null if it waits.</param>
/// <param name="Answer">The answer to its form.</param>
/// <param name="Comment">Why it was decided so.</param>
internal sealed record DemoTask(string Type, JsonObject Meta, string? Decision = null, JsonObject? Answer = null, string? Comment = null);

/// <summary>The tasks of the tour: some wait, some are decided.</summary>
internal static class DemoTasks
{
    private const string Refund = "refund";
    private const string Flag = "flag-content";

    /// <summary>In the order in which they are posted.</summary>
    public static IReadOnlyList<DemoTask> All { get; } =
    [
        new(Refund, Order(1001, "Ada", "The parcel never arrived."), "paid", new JsonObject { ["amount"] = 24.9, ["reason"] = "Lost by the carrier." }, "The carrier confirmed it."),
        new(Refund, Order(1002, "Ben", "Ordered twice by mistake.")),
        new(Refund, Order(1003, "Chi", "The wrong colour."), "second-look", new JsonObject { ["amount"] = 310 }, "Above 300 euros somebody else looks at it."),
        new(Refund, Order(1004, "Dora", "Found it cheaper elsewhere."), "refused", new JsonObject { ["amount"] = 12.5, ["reason"] = "After 30 days." }),
        new(Refund, Order(1005, "Emil", "Broken on arrival.")),
        new(Refund, Order(1006, "Fay", "Does not fit.")),
        new(Flag, Post("Great product, buy it at my page!", "spam")),
        new(Flag, Post("I disagree with the author's second argument.", "reported by one person"), "allow", Comment: "A normal discussion."),
        new(Flag, Post("You are all idiots.", "insult"), "level1"),
        new(Flag, Post("This cured me within a day.", "health claim")),
    ];

    private static JsonObject Order(int number, string customer, string why) => new()
    {
        ["order"] = number,
        ["customer"] = customer,
        ["why"] = why,
        ["page__preview"] = $"https://example.org/orders/{number}",
    };

    private static JsonObject Post(string text, string flag) => new() { ["text"] = text, ["flagged_as"] = flag };
}

/// <summary>The serializer of the tour's tasks.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class DemoJson : JsonSerializerContext;
