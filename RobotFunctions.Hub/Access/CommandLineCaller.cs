using System.Collections.Frozen;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Access;

/// <summary>The caller of the commands: whoever can use the store directly may do everything.</summary>
internal static class CommandLineCaller
{
    private const string Name = "command line";

    public static Caller In(Guid workspaceId) => new(workspaceId, Name, Name, Scopes.All.ToFrozenSet(StringComparer.Ordinal));
}
