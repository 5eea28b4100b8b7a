using System.Text.Json;

namespace RobotFunctions.Hub.Inbox.Export;

/// <summary>A format of exported tasks.</summary>
/// <param name="Name">Its name in a query, and the extension of its files.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Head">What a file starts with.</param>
/// <param name="Line">What it has for each task.</param>
internal sealed record ExportFormat(string Name, string ContentType, string Head, Func<ExportedTask, string> Line)
{
    /// <summary>CSV (RFC 4180) with the names of the columns first.</summary>
    public static readonly ExportFormat Csv = new(
        "csv",
        "text/csv; charset=utf-8; header=present",
        CsvRecord.Of(ExportJson.Readable.ExportedTask.Properties.Select(static member => member.Name)),
        static task => CsvRecord.Of(JsonSerializer.SerializeToElement(task, ExportJson.Readable.ExportedTask)));

    /// <summary>One JSON object a line.</summary>
    public static readonly ExportFormat JsonLines = new(
        "jsonl", "application/jsonl; charset=utf-8", "", static task => JsonSerializer.Serialize(task, ExportJson.Readable.ExportedTask) + "\n");

    /// <summary>The format of a name; CSV without one, and null if there is no such format.</summary>
    public static ExportFormat? Find(string? name) => name switch
    {
        null or "csv" => Csv,
        "jsonl" => JsonLines,
        _ => null,
    };
}
