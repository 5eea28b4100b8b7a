using FsCheck;
using FsCheck.Fluent;
using RobotFunctions.Keywords;

namespace RobotFunctions.Tests.Enhancers.Keywords;

public sealed class TermMatcherTests
{
    [Fact]
    public void It_counts_what_a_search_for_each_pattern_alone_would_count()
    {
        var text = Gen.ListOf(Gen.Elements('a', 'b', ' ')).Select(letters => string.Concat(letters));
        var patterns = Gen.ListOf(Gen.NonEmptyListOf(Gen.Elements('a', 'b', ' ')).Select(letters => string.Concat(letters))).Select(list => list.Distinct().ToArray());

        Prop.ForAll(text.ToArbitrary(), patterns.ToArbitrary(), (text, patterns) =>
        {
            var counts = new Dictionary<int, int>();
            new TermMatcher(patterns).Count(text, counts);
            return patterns.Select((pattern, i) => (i, Count: CountAlone(text, pattern))).All(found => counts.GetValueOrDefault(found.i) == found.Count);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_long_text_of_near_misses_is_gone_over_once()
    {
        var pattern = new string('a', 50_000) + "b";
        var counts = new Dictionary<int, int>();

        new TermMatcher([pattern]).Count(new string('a', 1_000_000), counts);

        Assert.Empty(counts);
    }

    private static int CountAlone(string text, string pattern) =>
        Enumerable.Range(0, text.Length).Count(at => text.AsSpan(at).StartsWith(pattern, StringComparison.Ordinal));
}
