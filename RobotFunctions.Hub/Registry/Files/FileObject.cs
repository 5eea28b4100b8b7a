using System.Text.Json.Nodes;

namespace RobotFunctions.Hub.Registry.Files;

/// <summary>An object as a file declares it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Fields">Its fields, without its parent and its primary map. Null gives a field its default; what is absent stays as it is.</param>
/// <param name="PrimaryMap">The name of a level's primary map; null if the file does not name one.</param>
/// <param name="Children">What belongs to it: maps before levels, which name them.</param>
/// <param name="Line">The line of the file that it starts in.</param>
internal sealed record FileObject(RegistryKind Kind, string Name, JsonObject Fields, string? PrimaryMap, IReadOnlyList<FileObject> Children, long Line)
{
    /// <summary>The member of a level that names its primary map.</summary>
    public const string PrimaryMapMember = "primary_map";

    /// <summary>The kinds that belong to a kind, in the order in which they are made.</summary>
    public static IEnumerable<RegistryKind> ChildKinds(RegistryKind? parent) => RegistryKind.All.Where(kind => kind.Parent == parent).OrderBy(static kind => kind == RegistryKind.Level);

    /// <summary>The member that lists objects of a kind.</summary>
    public static string ListOf(RegistryKind kind) => kind.Plural.Replace('-', '_');
}
