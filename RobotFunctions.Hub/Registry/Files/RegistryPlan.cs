using System.Text.Json.Nodes;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Files;

/// <summary>Compares what a file declares with what the registry has.</summary>
/// <param name="index">What the registry has.</param>
/// <param name="prune">Whether what the file does not have is deleted.</param>
internal sealed class RegistryPlan(RegistryIndex index, bool prune)
{
    private static readonly Guid Unborn = Guid.AllBitsSet;

    private readonly List<PlannedChange> _changes = [];
    private readonly HashSet<string> _serials = new(StringComparer.Ordinal);

    /// <summary>The changes, in the order in which they are made.</summary>
    /// <exception cref="RegistryFileException">The file declares something that is not valid.</exception>
    public IReadOnlyList<PlannedChange> Compare(IReadOnlyList<FileObject> declared)
    {
        CompareChildren(declared, parent: null, existing: null, "");
        return _changes;
    }

    private void CompareChildren(IReadOnlyList<FileObject> declared, FileObject? parent, RegistryItem? existing, string path)
    {
        foreach (var child in declared)
        {
            Compare(child, parent, existing, $"{path}{child.Name}");
        }

        if (prune && (parent is null || existing is not null))
        {
            var kept = declared.Select(child => index.Find(existing?.Id, child.Kind, child.Name)).OfType<RegistryItem>().Select(static item => item.Id).ToHashSet();
            foreach (var item in index.ChildrenOf(existing?.Id).Where(item => !kept.Contains(item.Id)))
            {
                _changes.Add(new PlannedChange(PlannedAction.Delete, item.Kind, $"{path}{item.Name}", []));
            }
        }
    }

    private void Compare(FileObject declared, FileObject? parent, RegistryItem? existingParent, string path)
    {
        var existing = parent is null || existingParent is not null ? index.Find(existingParent?.Id, declared.Kind, declared.Name) : null;
        var before = existing is null ? null : RegistryDocument.FieldsOf(existing);
        var after = FieldsOf(declared, existing, existingParent?.Id ?? Unborn, MapOf(declared, parent, existingParent));
        if (after["serial_number"]?.GetValue<string>() is { } serial && !_serials.Add(NameKey.Of(serial)))
        {
            throw new RegistryFileException(declared.Line, $"The serial number {serial} is declared twice. Each robot has its own.");
        }

        var differences = before is null ? [] : after.Where(field => !JsonNode.DeepEquals(field.Value, before[field.Key]))
            .Select(field => new FieldDifference(field.Key, Shown(before[field.Key]), field.Key == "primary_map_id" ? declared.PrimaryMap ?? "null" : Shown(field.Value))).ToList();
        if (before is null || differences.Count > 0)
        {
            _changes.Add(new PlannedChange(before is null ? PlannedAction.Create : PlannedAction.Update, declared.Kind, path, differences));
        }

        CompareChildren(declared.Children, declared, existing, path + " / ");
    }

    /// <summary>The fields of a declared object, as they will be stored.</summary>
    /// <param name="declared">The object.</param>
    /// <param name="existing">The object as it is; null if it is new.</param>
    /// <param name="parentId">The object that it belongs to.</param>
    /// <param name="primaryMapId">The map that it names; null if it names none.</param>
    /// <exception cref="RegistryFileException">It is not valid.</exception>
    public static JsonObject FieldsOf(FileObject declared, RegistryItem? existing, Guid parentId, Guid? primaryMapId)
    {
        var members = existing is null ? [] : RegistryDocument.FieldsOf(existing);
        Http.JsonBody.Merge(members, declared.Fields);
        if (declared.Kind.Parent is not null)
        {
            members[declared.Kind.ParentMember] = parentId;
        }

        if (primaryMapId is { } map)
        {
            members["primary_map_id"] = map;
        }

        var (fields, problem) = declared.Kind.Read(members);
        problem ??= fields!.Columns.Status is { } status && status != existing?.Status ? declared.Kind.Transitions?.Check(existing?.Status, status) : null;
        return problem is null ? declared.Kind.Write(fields!) : throw new RegistryFileException(declared.Line, $"The {declared.Kind.Title} '{declared.Name}' is not valid: {problem.Detail}");
    }

    // A map that the file declares in the same project, or that the project has.
    private Guid? MapOf(FileObject declared, FileObject? project, RegistryItem? existingProject)
    {
        if (declared.PrimaryMap is not { } name)
        {
            return null;
        }

        var known = existingProject is null ? null : index.Find(existingProject.Id, RegistryKind.Map, name);
        var isDeclared = project!.Children.Any(child => child.Kind == RegistryKind.Map && NameKey.Of(child.Name) == NameKey.Of(name));
        return known?.Id ?? (isDeclared ? Unborn : throw new RegistryFileException(declared.Line, $"The level '{declared.Name}' names the primary map '{name}', which its project does not have."));
    }

    private static string Shown(JsonNode? value) => value?.ToJsonString(RegistryJson.Readable) ?? "null";
}
