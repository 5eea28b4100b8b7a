using System.Text;
using System.Text.Json;

namespace RobotFunctions.Hub.Inbox.Tasks;

/// <summary>What a search looks in: a task's type, its correlation, and the texts of its metadata.</summary>
internal static class TaskSearch
{
    private const int MaxLength = 4000;

    /// <summary>The text of a task, in lower case, cut off at 4000 characters.</summary>
    public static string TextOf(string type, string? correlation, JsonElement? meta)
    {
        var text = new StringBuilder(type);
        if (correlation is not null)
        {
            text.Append('\n').Append(correlation);
        }

        if (meta is { } given)
        {
            Append(text, given);
        }

        // PostgreSQL refuses U+0000 in a text.
        return text.ToString(0, Math.Min(text.Length, MaxLength)).ToLowerInvariant().Replace("\0", "", StringComparison.Ordinal);
    }

    /// <summary>What is looked for.</summary>
    public static string Wanted(string q) => q.ToLowerInvariant().Replace("\0", "", StringComparison.Ordinal);

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Append(text, member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Append(text, item);
                }

                break;
            case JsonValueKind.String when text.Length < MaxLength:
                text.Append('\n').Append(value.GetString());
                break;
            case JsonValueKind.Number when text.Length < MaxLength:
                text.Append('\n').Append(value.GetRawText());
                break;
        }
    }
}
