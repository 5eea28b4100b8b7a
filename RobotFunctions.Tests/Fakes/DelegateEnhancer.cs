using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Tests.Fakes;

/// <summary>An enhancer that does what a test says.</summary>
internal sealed class DelegateEnhancer(Func<Reference, CancellationToken, ValueTask<EnhancerOutcome>> enhance) : IEnhancer
{
    /// <summary>Answers every reference at once, with an annotation.</summary>
    public static DelegateEnhancer Prompt { get; } = new((_, _) => ValueTask.FromResult(Annotated("fine")));

    public static EnhancerOutcome Annotated(string label) => EnhancerOutcome.Enhanced(new AnnotationContent
    {
        Annotations = [new BooleanAnnotation { Scheme = "test", Label = label, Value = true }],
    });

    public ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation) =>
        enhance(reference, cancellation);
}
