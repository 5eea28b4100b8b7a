using System.Collections.Frozen;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>Which changes of a status are refused because they make no sense. All others are allowed. <c>docs/registry.md</c> has the same table.</summary>
internal sealed class StatusTransitions
{
    /// <summary>What charges cannot work, and what failed or is repaired is idle before it moves.</summary>
    public static readonly StatusTransitions Robot = new(new()
    {
        ["charging"] = ["working"],
        ["working"] = ["charging", "maintenance"],
        ["error"] = ["charging", "moving", "working"],
        ["maintenance"] = ["charging", "moving", "working"],
    });

    /// <summary>What failed or is repaired is available before it is used.</summary>
    public static readonly StatusTransitions FixedAsset = new(new()
    {
        ["maintenance"] = ["in_use"],
        ["error"] = ["in_use"],
    });

    /// <summary>Only a shared session makes a temporary level, and no level becomes less than it was.</summary>
    public static readonly StatusTransitions Level = new(new()
    {
        [New] = ["temporary"],
        ["pending_verification"] = ["temporary"],
        ["active"] = ["temporary", "pending_verification"],
    });

    private const string New = "(new)";

    private readonly FrozenDictionary<string, string[]> _refused;

    private StatusTransitions(Dictionary<string, string[]> refused) => _refused = refused.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The refused changes: from which status to which ones. The status of an object that is being created is <c>(new)</c>.</summary>
    public IReadOnlyDictionary<string, string[]> Refused => _refused;

    /// <summary>The problem of a change; null if it is allowed.</summary>
    /// <param name="from">The status before; null for an object that is being created.</param>
    /// <param name="to">The status after.</param>
    public FieldProblem? Check(string? from, string to) => _refused.TryGetValue(from ?? New, out var refused) && refused.Contains(to)
        ? new("status", from is null ? $"Nothing is created with the status {to}." : $"The status cannot change from {from} to {to}. docs/registry.md has the table of changes that are allowed.")
        : null;
}
