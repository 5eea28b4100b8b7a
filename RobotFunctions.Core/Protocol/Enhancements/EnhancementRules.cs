namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>
/// What the repository would refuse (protocol section 4). It tells a robot nothing about single lines, so content is checked before it leaves.
/// </summary>
public static class EnhancementRules
{
    /// <summary>Checks content that is to be sent.</summary>
    /// <param name="content">The content.</param>
    /// <param name="entitlements">What the robot is entitled to; see <see cref="Entitlement"/>.</param>
    /// <returns>Null when the repository would take it, else one sentence that says what is wrong.</returns>
    public static string? Check(EnhancementContent content, IReadOnlyCollection<string> entitlements)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(entitlements);
        if (content is RawContent && !entitlements.Contains(Entitlement.RawEnhancementWriter))
        {
            return $"The robot is not entitled to return raw enhancements: it lacks {Entitlement.RawEnhancementWriter}.";
        }

        return content.FindProblem() is { } problem ? $"The {content.Type} enhancement is not valid: {problem}." : null;
    }
}
