namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>The entitlements of a robot (protocol section 6).</summary>
public static class Entitlement
{
    /// <summary>The robot may see full texts.</summary>
    public const string FullText = "full_text";

    /// <summary>The robot may return raw enhancements.</summary>
    public const string RawEnhancementWriter = "raw_enhancement_writer";
}
