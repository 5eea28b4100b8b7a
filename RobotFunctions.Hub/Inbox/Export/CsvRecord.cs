using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RobotFunctions.Hub.Inbox.Export;

/// <summary>
/// A record of CSV (RFC 4180). A text is guarded so that no spreadsheet takes it for a formula (CWE-1236), also one that takes semicolons or tabs for the
/// separators, or a line end in a cell for the end of the record.
/// </summary>
internal static partial class CsvRecord
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>The record of some texts, with its line end.</summary>
    public static string Of(IEnumerable<string> texts) => string.Join(',', texts.Select(static text => Cell(Guarded(text)))) + "\r\n";

    /// <summary>The record of the values of an object, in their order. A value that is an object or a list is JSON in its cell.</summary>
    public static string Of(JsonElement values) => string.Join(',', values.EnumerateObject().Select(static member => Cell(TextOf(member.Value)))) + "\r\n";

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => Guarded(value.GetString()!),

        // In JSON a semicolon is part of a text, which it may be escaped in.
        _ => value.GetRawText().Replace(";", @"\u003b", StringComparison.Ordinal),
    };

    private static string Guarded(string text) => FormulaStart().Replace(text, "$1'");

    private static string Cell(string text) => text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    // The last four are the full-width forms, which some spreadsheets take for the others.
    [GeneratedRegex(@"(^|[;\t\r\n])(?=[-=+@\uFF0D\uFF1D\uFF0B\uFF20])", RegexOptions.CultureInvariant)]
    private static partial Regex FormulaStart();
}
