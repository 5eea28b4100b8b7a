namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>What the repository may entitle a robot to (protocol section 6).</summary>
public static class Entitlement
{
    /// <summary>To see full texts.</summary>
    public const string FullText = "full_text";

    /// <summary>To return raw enhancements.</summary>
    public const string RawEnhancementWriter = "raw_enhancement_writer";
}
