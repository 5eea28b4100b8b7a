using System.Text;
using System.Text.Json;

namespace RobotFunctions.Hub.Inbox.Search;

/// <summary>What a search looks in: the words of a task's type, its correlation, and the texts of its metadata.</summary>
internal static class TaskText
{
    private const int MaxLength = 4000;

    /// <summary>The words, each once and behind a line feed, about 4000 characters of them.</summary>
    public static string Of(string type, string? correlation, JsonElement? meta)
    {
        var text = new StringBuilder();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in Texts(meta).Prepend(correlation ?? "").Prepend(type).TakeWhile(_ => text.Length < MaxLength))
        {
            foreach (var word in SearchWords.Of(part).Where(known.Add).TakeWhile(_ => text.Length < MaxLength))
            {
                text.Append('\n').Append(word);
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Texts(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Object } members => members.EnumerateObject().SelectMany(static member => Texts(member.Value)),
        { ValueKind: JsonValueKind.Array } items => items.EnumerateArray().SelectMany(static item => Texts(item)),
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Number } number => [number.GetRawText()],
        _ => [],
    };
}
