using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.References;

namespace StudyDesignRobot;

/// <summary>Labels a reference with the designs of study that its title or abstract names.</summary>
public sealed partial class StudyDesign(IOptions<StudyDesignOptions> options) : IEnhancer
{
    private static readonly (string Label, Regex Term)[] Designs =
    [
        ("Randomised controlled trial", Trial()),
        ("Systematic review", Review()),
        ("Cohort study", Cohort()),
        ("Qualitative study", Qualitative()),
    ];

    private readonly int _characters = options.Value.AbstractCharacters;

    /// <inheritdoc/>
    public ValueTask<EnhancerOutcome> EnhanceAsync(Reference reference, EnhancerContext context, CancellationToken cancellation)
    {
        var text = $"{reference.Title}\n{Beginning(reference.Abstract)}";
        return ValueTask.FromResult(string.IsNullOrWhiteSpace(text)
            ? EnhancerOutcome.Failed("The reference has neither a title nor an abstract.")
            : EnhancerOutcome.Enhanced(new AnnotationContent { Annotations = [.. Designs.Select(design => Label(design.Label, design.Term.Match(text)))] }));
    }

    // What was found is the evidence, so that people can judge the label.
    private static BooleanAnnotation Label(string label, Match match) => new()
    {
        Scheme = "sample:study-design",
        Label = label,
        Value = match.Success,
        Data = match.Success ? JsonSerializer.SerializeToElement(new { term = match.Value }) : default,
    };

    private string? Beginning(string? text) => text?.Length > _characters ? text[.._characters] : text;

    [GeneratedRegex(@"\b(randomi[sz]ed (controlled )?trials?|RCTs?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Trial();

    [GeneratedRegex(@"\b(systematic reviews?|meta-analys[ei]s)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Review();

    [GeneratedRegex(@"\b(cohort stud(y|ies)|cohorts?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Cohort();

    [GeneratedRegex(@"\b(qualitative|focus groups?|semi-structured interviews?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Qualitative();
}
