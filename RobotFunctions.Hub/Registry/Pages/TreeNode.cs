namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>An object of the tree.</summary>
/// <param name="Link">The object.</param>
/// <param name="Type">Its type; null for kinds without one.</param>
/// <param name="Status">Its status; null for kinds without one.</param>
/// <param name="IsDisabled">Whether it is a robot that is disabled.</param>
/// <param name="Children">What belongs to it, as far as it is shown.</param>
/// <param name="HasMore">Whether more belongs to it.</param>
public sealed record TreeNode(ObjectLink Link, string? Type, string? Status, bool IsDisabled, IReadOnlyList<TreeNode> Children, bool HasMore)
{
    internal static TreeNode Of(RegistryItem item, IReadOnlyList<TreeNode> children, bool hasMore) =>
        new(ObjectLink.Of(item), item.Type, item.Status, item.DisabledAt is not null, children, hasMore);
}
