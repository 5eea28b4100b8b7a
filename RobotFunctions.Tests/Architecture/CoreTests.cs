using RobotFunctions.Core.Recipe;

namespace RobotFunctions.Tests.Architecture;

public sealed class CoreTests
{
    [Fact]
    public void Core_knows_no_host()
    {
        string[] hosts = ["Azure", "Microsoft.Azure", "Microsoft.AspNetCore", "Microsoft.DurableTask", "Microsoft.Extensions.Hosting,", "Spectre", "System.CommandLine", "robot"];

        var known = typeof(EnhanceBatch).Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.FullName)
            .Where(name => hosts.Any(host => name.StartsWith(host, StringComparison.OrdinalIgnoreCase)));

        Assert.Empty(known);
    }
}
