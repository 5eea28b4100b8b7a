using System.Text.Json.Nodes;
using RobotFunctions.Hub.Store;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RobotFunctions.Hub.Registry.Files;

/// <summary>Reads a file (YAML) that declares what a workspace has.</summary>
internal static class RegistryFile
{
    /// <summary>Reads a file.</summary>
    /// <returns>Its projects.</returns>
    /// <exception cref="RegistryFileException">It is not such a file.</exception>
    public static IReadOnlyList<FileObject> Read(TextReader text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(text);
        }
        catch (YamlException malformed)
        {
            throw new RegistryFileException(malformed.Start.Line, $"This is not YAML: {malformed.Message}");
        }

        if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode root)
        {
            throw new RegistryFileException(1, "The file must have one document: a mapping with the member projects.");
        }

        return ReadChildren(parent: null, root, static (_, _) => false);
    }

    // Members that are no lists of children are taken by the caller, or refused.
    private static List<FileObject> ReadChildren(RegistryKind? parent, YamlMappingNode node, Func<string, YamlNode, bool> take)
    {
        var lists = FileObject.ChildKinds(parent).ToDictionary(FileObject.ListOf);
        var children = new List<FileObject>();
        foreach (var (key, value) in node.Children)
        {
            var member = YamlValues.TextOf(key);
            if (lists.TryGetValue(member, out var kind))
            {
                children.AddRange(YamlValues.ListOf(value, member).Select(child => ReadObject(kind, child)));
            }
            else if (!take(member, value))
            {
                throw new RegistryFileException(key.Start.Line, $"There is no member '{member}' here. These are: {string.Join(", ", lists.Keys)}.");
            }
        }

        if (children.GroupBy(static child => (child.Kind, Key: NameKey.Of(child.Name))).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw new RegistryFileException(twice.Last().Line, $"The {twice.Key.Kind.Title} '{twice.Last().Name}' is declared twice. Names are compared without case.");
        }

        // Maps before levels, which name them.
        return [.. children.OrderBy(static child => child.Kind == RegistryKind.Level)];
    }

    private static FileObject ReadObject(RegistryKind kind, YamlNode node)
    {
        if (node is not YamlMappingNode mapping)
        {
            throw new RegistryFileException(node.Start.Line, $"A {kind.Title} must be a mapping with at least a name.");
        }

        var fields = new JsonObject();
        string? primaryMap = null;
        var children = ReadChildren(kind, mapping, (member, value) =>
        {
            if (kind == RegistryKind.Level && member == FileObject.PrimaryMapMember)
            {
                primaryMap = YamlValues.TextOf(value);
            }
            else if (member == kind.ParentMember || member == "primary_map_id")
            {
                return false;
            }
            else
            {
                fields[member] = YamlValues.Read(value, kind.IsText(member));
            }

            return true;
        });
        return fields["name"]?.GetValue<string>() is { } name
            ? new FileObject(kind, name, fields, primaryMap, children, node.Start.Line)
            : throw new RegistryFileException(node.Start.Line, $"The {kind.Title} has no name.");
    }
}
