namespace RobotFunctions.Tests.Protocol.References;

/// <summary>A test over the real references, skipped where nobody put them beside the checkout.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealReferencesFactAttribute : FactAttribute
{
    public RealReferencesFactAttribute() =>
        Skip = Checkout.RealReferences is null ? "There is no shared/data/references.jsonl beside the checkout." : null;
}
