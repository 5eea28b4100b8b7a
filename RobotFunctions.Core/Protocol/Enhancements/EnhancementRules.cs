namespace RobotFunctions.Core.Protocol.Enhancements;

/// <summary>
/// The repository's validation rules (protocol section 4). The repository gives no feedback on single lines, so content is validated before it is sent.
/// </summary>
public static class EnhancementRules
{
    /// <summary>Validates content before it is sent.</summary>
    /// <param name="content">The content.</param>
    /// <param name="entitlements">The robot's entitlements; see <see cref="Entitlement"/>.</param>
    /// <returns>Null if the repository would accept the content, otherwise one sentence that says what is wrong.</returns>
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
