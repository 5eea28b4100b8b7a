namespace RobotFunctions.Core.Protocol;

/// <summary>Fixed limits for JSON that is received or sent.</summary>
public static class ProtocolLimits
{
    /// <summary>The maximum nesting depth of JSON. The repository's own data has fewer than ten levels; its parser fails at 200.</summary>
    public const int Depth = 64;

    /// <summary>The maximum nesting depth of free-form data within content, so that a reference that contains it stays within <see cref="Depth"/>.</summary>
    public const int DataDepth = 56;
}
