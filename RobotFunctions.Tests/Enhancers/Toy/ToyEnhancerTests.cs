using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Toy;
using RobotFunctions.Core.Protocol.Enhancements;

namespace RobotFunctions.Tests.Enhancers.Toy;

public sealed class ToyEnhancerTests
{
    private readonly ToyEnhancer _enhancer = new();

    [Theory]
    [InlineData("3a533776-c9ad-4aac-a089-d654d509490c", "Buzz Lightyear", 0.24)]
    [InlineData("0198c1a2-7b3c-7def-8123-456789abcdef", "Mrs. Potato Head", 0.95)]
    public async Task The_same_reference_in_the_same_batch_gets_the_same_toy_for_ever(string id, string toy, double score)
    {
        var annotation = await EnhanceAsync(id);

        Assert.Equal(("meta:toy", "toy", toy, score), (annotation.Scheme, annotation.Label, annotation.Data.GetProperty("toy").GetString(), annotation.Score));
    }

    [Fact]
    public async Task Every_toy_and_every_score_is_given_some_time_and_each_is_valid()
    {
        var (toys, scores) = (new HashSet<string>(), new HashSet<double>());
        for (var i = 0; i < 5000; i++)
        {
            var content = (await OutcomeAsync($"0198c1a2-7b3c-7def-8123-{i:D12}")).Content!;
            Assert.Null(EnhancementRules.Check(content, []));
            var annotation = Assert.IsType<ScoreAnnotation>(Assert.Single(Assert.IsType<AnnotationContent>(content).Annotations));
            toys.Add(annotation.Data.GetProperty("toy").GetString()!);
            scores.Add(annotation.Score);
        }

        Assert.Equal(17, toys.Count);
        Assert.Equal(Enumerable.Range(0, 101).Select(hundredths => hundredths / 100.0), scores.Order());
    }

    [Fact]
    public async Task Content_is_shared_and_not_made_anew() =>
        Assert.Same((await OutcomeAsync("3a533776-c9ad-4aac-a089-d654d509490c")).Content, (await OutcomeAsync("3a533776-c9ad-4aac-a089-d654d509490c")).Content);

    private ValueTask<EnhancerOutcome> OutcomeAsync(string id) =>
        _enhancer.EnhanceAsync(References.Of(id: id), References.Context(), CancellationToken.None);

    private async Task<ScoreAnnotation> EnhanceAsync(string id) =>
        (ScoreAnnotation)((AnnotationContent)(await OutcomeAsync(id)).Content!).Annotations[0];
}
