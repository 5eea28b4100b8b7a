using System.Globalization;
using System.Text.Json;

namespace RobotFunctions.Hub.Inbox.Forms;

/// <summary>Finds the numbers that the validating library cannot compare, because it reads numbers as decimals.</summary>
internal static class NumberRange
{
    /// <summary>A problem for each number of more than about 7.9e28.</summary>
    public static IEnumerable<FormProblem> Check(JsonElement value, string pointer = "") => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Check(member.Value, JsonPointerText.Append(pointer, member.Name))),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Check(item, JsonPointerText.Append(pointer, index.ToString(CultureInfo.InvariantCulture)))),
        JsonValueKind.Number when !value.TryGetDecimal(out _) => [new FormProblem(pointer, "The number is too large. Use one between -1e28 and 1e28.")],
        _ => [],
    };
}
