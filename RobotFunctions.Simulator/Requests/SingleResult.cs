using System.Text.Json;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Import;

namespace RobotFunctions.Simulator.Requests;

/// <summary>The result of a single request: an error or an enhancement (protocol 1.2).</summary>
internal static class SingleResult
{
    /// <summary>The first problem with the body; null if it is valid.</summary>
    public static InvalidContent? Problem(RobotResultBody result)
    {
        if (Enhancement(result) is not { } enhancement)
        {
            return result.Error is null ? NotExactlyOne() : null;
        }

        return result.Error is not null ? NotExactlyOne()
            : ResultEntry.Enhancement(enhancement) is { } problem ? new InvalidContent("value_error", ["body", "enhancement"], "enhancement" + problem)
            : null;
    }

    /// <summary>The reference of a valid enhancement.</summary>
    public static Guid ReferenceOf(RobotResultBody result) => ResultEntry.Read(result.Root.GetProperty("enhancement")).ReferenceId;

    private static JsonElement? Enhancement(RobotResultBody result) =>
        result.Root.TryGetProperty("enhancement", out var enhancement) && enhancement.ValueKind != JsonValueKind.Null ? enhancement : null;

    private static InvalidContent NotExactlyOne() =>
        new("value_error", ["body"], "Value error, exactly one of 'error' or 'enhancement' must be provided");
}
