using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Access;

/// <summary>What a person may do in a workspace. Each role includes the one before.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>Sees everything but the audit.</summary>
    [JsonStringEnumMemberName("viewer")]
    Viewer,

    /// <summary>Decides tasks and acknowledges requests for help.</summary>
    [JsonStringEnumMemberName("member")]
    Member,

    /// <summary>Configures the workspace and manages its members.</summary>
    [JsonStringEnumMemberName("admin")]
    Admin,
}

/// <summary>The scopes of roles: endpoints and pages ask for a scope, whether a machine or a person calls them.</summary>
internal static class Roles
{
    private static readonly FrozenSet<string> Viewer =
        Scopes.All.Where(static scope => scope.EndsWith(":read", StringComparison.Ordinal) && scope != Scopes.AuditRead).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Member = Viewer.Append(Scopes.TasksDecide).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Admin = Scopes.All.Where(static scope => !Scopes.IsOfInstance(scope)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a role may do.</summary>
    public static FrozenSet<string> ScopesOf(Role role) => role switch
    {
        Role.Viewer => Viewer,
        Role.Member => Member,
        _ => Admin,
    };

    /// <summary>The role in sentences, commands and forms: <c>viewer</c>, <c>member</c> or <c>admin</c>.</summary>
    public static string NameOf(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Member => "member",
        _ => "admin",
    };

    /// <summary>Reads the name of a role.</summary>
    /// <returns>Null if there is no such role.</returns>
    public static Role? Parse(string? name) => Enum.GetValues<Role>().Where(role => NameOf(role) == name).Select(static role => (Role?)role).FirstOrDefault();
}
