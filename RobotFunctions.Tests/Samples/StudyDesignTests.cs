using Microsoft.Extensions.Options;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Tests.Enhancers;
using StudyDesignRobot;

namespace RobotFunctions.Tests.Samples;

public sealed class StudyDesignTests
{
    [Theory]
    [InlineData("A randomised trial of shade", "Randomised controlled trial", "randomised trial")]
    [InlineData("Heat: a meta-analysis", "Systematic review", "meta-analysis")]
    [InlineData("Two birth cohorts", "Cohort study", "cohorts")]
    [InlineData("Focus groups on heat", "Qualitative study", "Focus groups")]
    public async Task A_design_that_is_named_is_labelled_with_the_term_as_evidence(string title, string label, string term)
    {
        var labels = await LabelsAsync(title, summary: null);

        var found = Assert.Single(labels, static annotation => annotation.Value);
        Assert.Equal((label, term), (found.Label, found.Data.GetProperty("term").GetString()));
        Assert.Equal(4, labels.Count);
    }

    [Fact]
    public async Task An_abstract_is_read_as_far_as_the_settings_say()
    {
        var late = new string('x', 200) + " RCT";

        Assert.DoesNotContain(await LabelsAsync("Heat", late, characters: 100), static annotation => annotation.Value);
        Assert.Contains(await LabelsAsync("Heat", late, characters: 1000), static annotation => annotation.Value);
    }

    [Fact]
    public async Task A_reference_without_text_is_an_error() =>
        Assert.Equal("The reference has neither a title nor an abstract.", (await Robot(1000).EnhanceAsync(References.Of(), References.Context(), default)).Reason);

    [Fact]
    public async Task What_it_makes_the_repository_takes() =>
        Assert.Null(EnhancementRules.Check((await Robot(1000).EnhanceAsync(References.Of("An RCT"), References.Context(), default)).Content!, []));

    private static async Task<List<BooleanAnnotation>> LabelsAsync(string title, string? summary, int characters = 1000)
    {
        var outcome = await Robot(characters).EnhanceAsync(References.Of(title, summary), References.Context(), default);
        return [.. Assert.IsType<AnnotationContent>(outcome.Content).Annotations.Cast<BooleanAnnotation>()];
    }

    private static StudyDesign Robot(int characters) => new(Options.Create(new StudyDesignOptions { AbstractCharacters = characters }));
}
