using Google.Protobuf;
using RobotFunctions.Tests.Protocol;
using HistoryEvent = Microsoft.DurableTask.Protobuf.HistoryEvent;

namespace RobotFunctions.HostTests.Upgrade;

/// <summary>A Durable history in a file: a line with the instance's id, and one for each event, as the engine sends it to a worker.</summary>
internal static class RecordedHistory
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);

    /// <summary>The recorded histories: <c>vN/name.jsonl</c>, written by version N of the recipe.</summary>
    public static IEnumerable<string> Names =>
        Directory.GetFiles(Checkout.HistoriesFolder, "*.jsonl", SearchOption.AllDirectories)
            .Select(static path => Path.GetRelativePath(Checkout.HistoriesFolder, path))
            .Order(StringComparer.Ordinal);

    public static (string Instance, IReadOnlyList<HistoryEvent> Events) Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Checkout.HistoriesFolder, name));
        return (lines[0], [.. lines.Skip(1).Select(static line => JsonParser.Default.Parse<HistoryEvent>(line))]);
    }

    public static void Write(string folder, string name, string instance, IEnumerable<HistoryEvent> events)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, $"{name}.jsonl"), events.Select(static happened => Formatter.Format(happened)).Prepend(instance));
    }
}
