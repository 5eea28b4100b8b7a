using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Tests.Enhancers;
using RobotFunctions.Tests.Protocol;
using TitleLengthRobot;

namespace RobotFunctions.Tests.Docs;

public sealed class ReadmeTests
{
    [Theory]
    [InlineData("TitleLength.cs")]
    [InlineData("Program.cs")]
    public void The_code_it_shows_is_that_of_the_sample(string file) => Assert.Contains(
        $"```csharp\n{File.ReadAllText(Path.Combine(Checkout.ReadmeSample, file))}```\n", File.ReadAllText(Checkout.Readme), StringComparison.Ordinal);

    [Fact]
    public async Task The_enhancer_it_shows_makes_what_the_repository_takes()
    {
        var enhancer = new TitleLength();

        var content = (await enhancer.EnhanceAsync(References.Of("A title"), References.Context(), default)).Content!;
        var failed = await enhancer.EnhanceAsync(References.Of(), References.Context(), default);

        Assert.Null(EnhancementRules.Check(content, []));
        Assert.Equal(7, Assert.IsType<ScoreAnnotation>(Assert.Single(Assert.IsType<AnnotationContent>(content).Annotations)).Score);
        Assert.Equal("The reference has no title.", failed.Reason);
    }
}
