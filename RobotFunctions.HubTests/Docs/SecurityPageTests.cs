using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace RobotFunctions.HubTests.Docs;

public sealed partial class SecurityPageTests
{
    [Fact]
    public void The_tests_that_the_security_page_names_for_the_Hub_exist()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../SECURITY.md"));
        var section = page.Split("\n## The Hub\n")[1].Split("\n## ")[0];
        var tests = typeof(SecurityPageTests).Assembly.GetTypes().SelectMany(static type => type.GetMethods())
            .Where(static method => method.GetCustomAttributes<FactAttribute>().Any()).Select(static method => method.Name).ToHashSet();

        var named = Name().Matches(section).Select(static match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, tests));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("`([A-Z][a-z]*(?:_[A-Za-z0-9]+)+)`")]
    private static partial Regex Name();
}
