using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.Tests.Docs;

/// <summary>Each answer to a threat names tests that exist.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly HashSet<string> Tests =
    [
        .. typeof(SecurityPageTests).Assembly.GetTypes().SelectMany(static type => type.GetMethods())
            .Where(static method => method.GetCustomAttributes<FactAttribute>().Any())
            .Select(static method => method.Name),
    ];

    /// <summary>Threat and proof of each row.</summary>
    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var cells in File.ReadLines(Checkout.SecurityPage).Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
                .Select(static line => line.Split(" | ")).Skip(1))
            {
                rows.Add(cells[0].TrimStart('|', ' '), cells[^1].TrimEnd('|', ' '));
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_answer_to_a_threat_is_proved_by_tests_that_exist(string threat, string proof)
    {
        var named = Name().Matches(proof).Select(static match => match.Groups[1].Value).ToList();

        Assert.True(named.Count > 0, $"Nothing proves the answer to: {threat}");
        Assert.All(named, static name => Assert.Contains(name, Tests));
    }

    [Fact]
    public void Every_build_looks_for_known_vulnerabilities_of_its_packages()
    {
        var properties = XDocument.Load(Checkout.BuildProperties).Descendants().ToLookup(static element => element.Name.LocalName, static element => element.Value);

        Assert.Equal("true", Assert.Single(properties["NuGetAudit"]));
        Assert.Equal("all", Assert.Single(properties["NuGetAuditMode"]));
        Assert.DoesNotContain(properties["NoWarn"], static ignored => ignored.Contains("NU190", StringComparison.Ordinal));
    }

    [GeneratedRegex("`([A-Za-z0-9_]+)`")]
    private static partial Regex Name();
}
