using System.Xml.Linq;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.Tests.Architecture;

/// <summary>The image is not built here, but that it has what it is built from can be read.</summary>
public sealed class DockerfileTests
{
    private static readonly string Root = Path.GetDirectoryName(Checkout.Readme)!;

    [Fact]
    public void The_image_is_built_from_every_project_that_the_command_line_refers_to()
    {
        var copied = File.ReadAllLines(Path.Combine(Root, "Dockerfile"));

        var projects = References("RobotFunctions.Cli").Distinct().ToList();

        Assert.Contains("RobotFunctions.Core", projects);
        Assert.All(projects, project =>
        {
            Assert.Contains($"COPY {project}/{project}.csproj {project}/", copied);
            Assert.Contains($"COPY {project} {project}", copied);
        });
    }

    private static IEnumerable<string> References(string project) =>
    [
        project,
        .. XDocument.Load(Path.Combine(Root, project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .SelectMany(static reference => References(reference.Attribute("Include")!.Value.Split('\\', '/')[1])),
    ];
}
