using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>A version of an object as it is shown.</summary>
/// <param name="Version">Counts the versions, from 1.</param>
/// <param name="At">When it was made.</param>
/// <param name="Actor">Who made it, as in the audit.</param>
/// <param name="RequestId">The id of the request; null for the command line.</param>
/// <param name="Change">What was done: <c>created</c>, <c>updated</c>, <c>deleted</c>, and of robots <c>disabled</c> and <c>enabled</c>.</param>
/// <param name="Object">The object as it was then; of a deleted one, as it was before.</param>
public sealed record RegistryVersionView<T>(int Version, DateTimeOffset At, string Actor, string? RequestId, string Change, T Object);

/// <summary>Shows versions.</summary>
internal static class RegistryVersionViews
{
    public static RegistryVersionView<RawJson> Of(RegistryVersion version) =>
        new(version.Version, version.At, version.Actor, version.RequestId, version.Change, new RawJson(version.Document));
}
