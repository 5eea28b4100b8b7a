using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace RobotFunctions.Hub.Registry.Files;

/// <summary>Writes what a workspace has as a file that <see cref="RegistryFile"/> reads. Fields without a value are left out.</summary>
internal sealed class RegistryExport(RegistryIndex index)
{
    /// <summary>Writes the file.</summary>
    public void Write(TextWriter writer)
    {
        var root = new YamlMappingNode();
        AddChildren(root, parent: null);
        new YamlStream(new YamlDocument(root)).Save(writer, assignAnchors: false);
    }

    private void AddChildren(YamlMappingNode node, RegistryItem? parent)
    {
        var children = index.ChildrenOf(parent?.Id).ToLookup(static child => child.Kind);
        foreach (var kind in FileObject.ChildKinds(parent?.Kind).Where(kind => children[kind].Any()))
        {
            node.Add(FileObject.ListOf(kind), new YamlSequenceNode(children[kind].Select(Write)));
        }
    }

    private YamlMappingNode Write(RegistryItem item)
    {
        var node = new YamlMappingNode { { "name", YamlValues.Text(item.Name) } };
        foreach (var (member, value) in RegistryDocument.FieldsOf(item))
        {
            if (member == "primary_map_id" && item.PrimaryMapId is { } map)
            {
                node.Add(FileObject.PrimaryMapMember, YamlValues.Text(index.ChildrenOf(item.ParentId).Single(found => found.Id == map).Name));
            }
            else if (member != "name" && member != item.Kind.ParentMember && value is not null and not JsonArray { Count: 0 })
            {
                node.Add(member, YamlValues.Write(value));
            }
        }

        AddChildren(node, item);
        return node;
    }
}
