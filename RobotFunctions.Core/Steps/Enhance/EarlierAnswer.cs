using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Results;

namespace RobotFunctions.Core.Steps.Enhance;

/// <summary>An answer that an earlier run of a chunk stored.</summary>
/// <param name="Id">The reference.</param>
/// <param name="Start">Where its line begins.</param>
/// <param name="Length">The line's length, with its line feed.</param>
/// <param name="IsEnhanced">Whether it is an enhancement; an error otherwise.</param>
internal readonly record struct EarlierAnswer(ReferenceId Id, int Start, int Length, bool IsEnhanced)
{
    /// <summary>Reads what was appended in the order in which it finished. A line that is incomplete or unreadable is skipped: a crash may leave one.</summary>
    public static List<EarlierAnswer> ReadAll(ReadOnlySpan<byte> stored)
    {
        var answers = new List<EarlierAnswer>();
        for (var start = 0; stored[start..].IndexOf((byte)'\n') is var end and >= 0; start += end + 1)
        {
            if (Read(stored.Slice(start, end)) is { } answer)
            {
                answers.Add(answer with { Start = start, Length = end + 1 });
            }
        }

        return answers;
    }

    private static EarlierAnswer? Read(ReadOnlySpan<byte> line) =>
        ResultLine.TryReadId(line, out var id) && IsWhole(line) ? new EarlierAnswer(id, 0, 0, IsEnhanced: !ResultLine.IsError(line)) : null;

    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, JsonMembers.AnyDepth);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
