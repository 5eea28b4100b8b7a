using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.References;

namespace TitleLengthRobot;

/// <summary>Scores a reference by the length of its title.</summary>
public sealed class TitleLength : IEnhancer
{
    /// <inheritdoc/>
    public ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation)
    {
        if (reference.Title is not { } title)
        {
            return ValueTask.FromResult(EnhancerOutcome.Failed("The reference has no title."));
        }

        return ValueTask.FromResult(EnhancerOutcome.Enhanced(new AnnotationContent
        {
            Annotations = [new ScoreAnnotation { Scheme = "example:title", Label = "length", Score = title.Length }],
        }));
    }
}
