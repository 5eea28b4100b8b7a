using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>What single fields of the registry must be. Each check answers with a sentence, or null.</summary>
internal static class FieldChecks
{
    /// <summary>The longest name, type, serial number and the like, in UTF-16 code units.</summary>
    public const int MaxText = 200;

    /// <summary>The longest description.</summary>
    public const int MaxDescription = 4000;

    /// <summary>The most capabilities.</summary>
    public const int MaxItems = 100;

    /// <summary>The largest free-form object, in bytes of JSON.</summary>
    public const int MaxObject = 16 * 1024;

    private const int MaxUrl = 2000;

    /// <summary>The first problem of several checks.</summary>
    public static FieldProblem? First(params ReadOnlySpan<FieldProblem?> problems)
    {
        foreach (var problem in problems)
        {
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>A text that must be there.</summary>
    public static FieldProblem? Required(string field, string value, int max = MaxText) =>
        string.IsNullOrWhiteSpace(value) ? new(field, $"{field} must have 1 to {max} characters.") : Optional(field, value, max);

    /// <summary>A text that may be absent. A database may refuse some control characters, and a log is broken by others.</summary>
    public static FieldProblem? Optional(string field, string? value, int max = MaxText) =>
        value is null || (value.Length <= max && !value.Any(IsRefused)) ? null : new(field, $"{field} must have at most {max} characters, without control characters.");

    /// <summary>A free-form object.</summary>
    public static FieldProblem? Object(string field, JsonObject? value) =>
        value is null || Encoding.UTF8.GetByteCount(value.ToJsonString()) <= MaxObject ? null : new(field, $"{field} must have at most {MaxObject} bytes of JSON.");

    /// <summary>A list of texts.</summary>
    public static FieldProblem? Texts(string field, IReadOnlyList<string> values) => values.Count > MaxItems
        ? new(field, $"{field} must have at most {MaxItems} items.")
        : values.Select(value => Required(field, value)).FirstOrDefault(static problem => problem is not null);

    /// <summary>A number between two others.</summary>
    public static FieldProblem? Between(string field, double? value, double from, double to) =>
        value is null || (value >= from && value <= to) ? null : new(field, string.Create(CultureInfo.InvariantCulture, $"{field} must be between {from} and {to}."));

    /// <summary>A URL of the web.</summary>
    public static FieldProblem? Url(string field, string? value) =>
        value is null || (value.Length <= MaxUrl && Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)
            ? null
            : new(field, $"{field} must be an http or https URL of at most {MaxUrl} characters, without a user name or password.");

    private static bool IsRefused(char letter) => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t');
}
