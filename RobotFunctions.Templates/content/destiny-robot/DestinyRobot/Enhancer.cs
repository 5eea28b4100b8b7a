using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.References;

namespace DestinyRobot;

/// <summary>Scores a reference by the length of its title. Replace it with what your robot does.</summary>
public sealed class Enhancer : IEnhancer
{
    public const string Name = "enhancer-name";

    public ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation)
    {
        if (reference.Title is not { } title)
        {
            return ValueTask.FromResult(EnhancerOutcome.Failed("The reference has no title."));
        }

        var score = new ScoreAnnotation { Scheme = "enhancer-name:title", Label = "length", Score = title.Length };
        return ValueTask.FromResult(EnhancerOutcome.Enhanced(new AnnotationContent { Annotations = [score] }));
    }
}
