using System.Text.Json.Serialization;
using RobotFunctions.Core.Batches;

namespace RobotFunctions.Local.Commands.Enhance;

/// <summary>What came of a file, as <c>--json</c> prints it.</summary>
internal sealed record EnhanceSummary(
    long Enhanced,
    long Failed,
    long BadLines,
    long Duplicates,
    IReadOnlyList<BadLine> FirstBadLines,
    double Seconds,
    string? Output,
    string? Errors)
{
    public async Task WriteAsync(TextWriter error)
    {
        await error.WriteLineAsync($"{Enhanced} enhanced, {Failed} failed, {BadLines} bad lines, {Duplicates} duplicates");
        await BadLineList.WriteAsync(error, BadLines, FirstBadLines is [] ? null : FirstBadLines);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(EnhanceSummary))]
internal sealed partial class EnhanceJsonContext : JsonSerializerContext;
