namespace RobotFunctions.Core.Protocol;

/// <summary>Bounds on JSON from and to the outside that no configuration moves.</summary>
public static class ProtocolLimits
{
    /// <summary>How deep JSON may nest. The repository's own data nests less than ten deep; its parser gives up at 200.</summary>
    public const int Depth = 64;

    /// <summary>How deep free-form data within content may nest, so that a reference that carries it stays within <see cref="Depth"/>.</summary>
    public const int DataDepth = 56;
}
