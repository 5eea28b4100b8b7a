using RobotFunctions.Core.Batches;

namespace RobotFunctions.Local.Commands;

/// <summary>Names the bad lines of a reference file on the terminal, below the line that counts them.</summary>
internal static class BadLineList
{
    /// <summary>Writes the first bad lines, how many more there are, and what to do; nothing if there are none.</summary>
    public static async Task WriteAsync(TextWriter output, long count, IReadOnlyList<BadLine>? first)
    {
        if (first is null)
        {
            return;
        }

        foreach (var line in first)
        {
            await output.WriteLineAsync($"  {line}");
        }

        if (count > first.Count)
        {
            await output.WriteLineAsync($"  and {count - first.Count} more");
        }

        await output.WriteLineAsync($"  {BadLine.Hint}");
    }
}
