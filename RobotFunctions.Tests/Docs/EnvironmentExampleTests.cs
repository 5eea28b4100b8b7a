using System.ComponentModel;
using System.Text;
using System.Text.RegularExpressions;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers.Http;
using RobotFunctions.Keywords;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.Tests.Docs;

/// <summary><c>.env.example</c> lists every variable with a comment and its default.</summary>
public sealed partial class EnvironmentExampleTests
{
    private static readonly string Example = File.ReadAllText(Checkout.EnvironmentExample);

    private static readonly (string Section, object Defaults)[] Sections =
    [
        ("Robot", new RobotOptions()), ("Repository", new RepositoryOptions()), ("Polling", new PollingOptions()), ("Intake", new IntakeOptions()),
        ("Limits", new LimitsOptions()), ("Storage", new StorageOptions()), ("Hub", new HubClientOptions()),
        ("Keywords", new KeywordOptions()), ("Http", new HttpEnhancerOptions()),
    ];

    /// <summary>The settings that the pages describe, without former names.</summary>
    private static HashSet<string> Documented { get; } =
    [
        .. new[] { Checkout.ConfigurationPage, Checkout.EnhancersPage }.SelectMany(File.ReadLines)
            .Where(static line => !line.Contains("former name", StringComparison.Ordinal))
            .Select(static line => Row().Match(line)).Where(static row => row.Success).Select(static row => row.Groups[1].Value),
    ];

    /// <summary>The file as it is when every variable is set.</summary>
    private static Dictionary<string, string?> Variables { get; } =
        EnvironmentFileReader.Read(".env.example", Encoding.UTF8.GetBytes(CommentedOut().Replace(Example, "$1")));

    [Fact]
    public void It_lists_every_setting_of_the_pages_and_no_other() =>
        Assert.Equal(Documented.Order(), Variables.Keys.Select(Setting).Distinct().Order());

    [Fact]
    public void Each_variable_has_a_comment_above()
    {
        var lines = Example.Split('\n');

        var bare = lines.Index().Where(static line => Variable().IsMatch(line.Item))
            .Where(line => !lines[line.Index - 1].StartsWith("# ", StringComparison.Ordinal));

        Assert.Empty(bare);
    }

    [Fact]
    public void It_can_be_copied_as_it_is_and_sets_only_what_is_required() => Assert.Equal(
        ["Repository:Url", "Robot:Id", "Robot:Secret"],
        EnvironmentFileReader.Read(".env", Encoding.UTF8.GetBytes(Example)).Keys.Order());

    [Fact]
    public void The_values_it_shows_are_the_defaults()
    {
        var wrong =
            from section in Sections
            from property in section.Defaults.GetType().GetProperties()
            where property.CanWrite && property.GetValue(section.Defaults) is not null
            let shown = Variables.GetValueOrDefault($"{section.Section}:{property.Name}")
            where shown is not null
                && !Equals(TypeDescriptor.GetConverter(property.PropertyType).ConvertFromInvariantString(shown), property.GetValue(section.Defaults))
            select $"{section.Section}:{property.Name} is {property.GetValue(section.Defaults)}, not {shown}.";

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_file_of_the_template_has_what_is_required_and_only_variables_that_exist()
    {
        var template = File.ReadAllText(Checkout.TemplateEnvironmentExample);
        var shown = EnvironmentFileReader.Read(".env.example", Encoding.UTF8.GetBytes(CommentedOut().Replace(template, "$1"))).Keys;

        Assert.Subset(Variables.Keys.ToHashSet(), shown.ToHashSet());
        Assert.Superset(new HashSet<string> { "Repository:Url", "Robot:Id", "Robot:Secret" }, EnvironmentFileReader.Read(".env", Encoding.UTF8.GetBytes(template)).Keys.ToHashSet());
    }

    // A list's first entry and a named header stand for the setting.
    private static string Setting(string key) => string.Join(':', key.Split(':').Take(2));

    [GeneratedRegex(@"^\| `(\w+:\w+)` \| ")]
    private static partial Regex Row();

    [GeneratedRegex("^#?[A-Za-z_]+=")]
    private static partial Regex Variable();

    [GeneratedRegex("^#([A-Za-z_0-9]+=)", RegexOptions.Multiline)]
    private static partial Regex CommentedOut();
}
