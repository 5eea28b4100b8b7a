using System.Diagnostics.CodeAnalysis;
using RobotFunctions.Core.Protocol.Enhancements;

namespace RobotFunctions.Core.Enhancers;

/// <summary>The outcome of an enhancer for a reference: an enhancement's content, or a reason for failure.</summary>
public readonly record struct EnhancerOutcome
{
    private EnhancerOutcome(EnhancementContent? content, string? reason)
    {
        Content = content;
        Reason = reason;
    }

    /// <summary>The enhancement's content; null on failure.</summary>
    public EnhancementContent? Content { get; }

    /// <summary>Why the reference could not be enhanced: a sentence for the requester; null on success.</summary>
    public string? Reason { get; }

    /// <summary>Whether there is content.</summary>
    [MemberNotNullWhen(true, nameof(Content))]
    public bool IsEnhanced => Content is not null;

    /// <summary>The reference is enhanced with <paramref name="content"/>.</summary>
    public static EnhancerOutcome Enhanced(EnhancementContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new(content, null);
    }

    /// <summary>The reference cannot be enhanced, and a retry would not help.</summary>
    public static EnhancerOutcome Failed(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(null, reason);
    }
}
