using RobotFunctions.Core.Recipe;

namespace RobotFunctions.Tests.Architecture;

/// <summary>The directions of dependencies between namespaces and projects: see ARCHITECTURE.md.</summary>
public sealed class NamespaceTests
{
    private static readonly NamespaceGraph Graph = NamespaceGraph.Read(
        Directory.GetFiles(Path.GetDirectoryName(typeof(EnhanceBatch).Assembly.Location)!, "RobotFunctions.*.dll")
            .Where(static path => !Path.GetFileNameWithoutExtension(path).EndsWith("Tests", StringComparison.Ordinal)));

    [Fact]
    public void No_namespace_uses_one_that_uses_it()
    {
        var cycles = Graph.Cycles().ToList();

        Assert.True(cycles.Count == 0, string.Join('\n', cycles));
    }

    [Theory]
    [InlineData("RobotFunctions.Core", "RobotFunctions.Core")]
    [InlineData("RobotFunctions.Simulator", "RobotFunctions.Core", "RobotFunctions.Simulator")]
    [InlineData("RobotFunctions.AzureFunctions", "RobotFunctions.Core", "RobotFunctions.AzureFunctions")]
    [InlineData("RobotFunctions.Local", "RobotFunctions.Core", "RobotFunctions.Simulator", "RobotFunctions.Local")]
    [InlineData("RobotFunctions.Keywords", "RobotFunctions.Core", "RobotFunctions.Keywords")]
    [InlineData("RobotFunctions.Hub", "RobotFunctions.Core", "RobotFunctions.Keywords", "RobotFunctions.Hub")]
    public void A_project_uses_those_that_it_may(string project, params string[] allowed)
    {
        var used = Graph.All.Where(name => IsIn(name, project)).SelectMany(Graph.UsedBy).Distinct();

        Assert.All(used, name => Assert.Contains(allowed, one => IsIn(name, one)));
    }

    private static bool IsIn(string name, string project) => name == project || name.StartsWith(project + '.', StringComparison.Ordinal);
}
