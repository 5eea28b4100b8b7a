using System.Text;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.References;

namespace DestinyRobot.Tests;

public class EnhancerTests
{
    private static readonly EnhancerContext Context = new()
    {
        Batch = new BatchId(Guid.Parse("00000000-0000-4000-8000-000000000001")),
        Robot = new RobotId(Guid.Parse("00000000-0000-4000-8000-000000000002")),
        RobotVersion = "0.1.0",
    };

    [Fact]
    public async Task A_title_is_scored_by_its_length()
    {
        var outcome = await new Enhancer().EnhanceAsync(Reference("A title"), Context, CancellationToken.None);

        var annotations = Assert.IsType<AnnotationContent>(outcome.Content).Annotations;
        Assert.Equal(7, Assert.IsType<ScoreAnnotation>(Assert.Single(annotations)).Score);
    }

    [Fact]
    public async Task A_reference_without_a_title_is_an_error_that_says_so()
    {
        var outcome = await new Enhancer().EnhanceAsync(Reference(title: null), Context, CancellationToken.None);

        Assert.Equal("The reference has no title.", outcome.Reason);
    }

    private static Reference Reference(string? title)
    {
        var id = Guid.Parse("00000000-0000-4000-8000-000000000003");
        var enhancements = title is null ? "" : $$$"""{"source": "test", "visibility": "public", "content": {"enhancement_type": "bibliographic", "title": "{{{title}}}"}}""";
        return new Reference(Encoding.UTF8.GetBytes($$"""{"id": "{{id}}", "enhancements": [{{enhancements}}]}"""), new ReferenceId(id));
    }
}
