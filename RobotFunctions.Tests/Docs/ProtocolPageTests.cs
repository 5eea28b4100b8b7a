using System.Text.RegularExpressions;

namespace RobotFunctions.Tests.Docs;

public sealed partial class ProtocolPageTests
{
    [Fact]
    public void Every_section_of_the_protocol_that_is_referred_to_is_a_heading()
    {
        var files = CheckoutText.Files;
        var headings = Heading().Matches(files.Single(static file => file.Path == "docs/protocol.md").Text).Select(static match => match.Groups[1].Value).ToHashSet();

        var references = files
            .Where(static file => file.Path.EndsWith(".cs", StringComparison.Ordinal) || file.Path.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(static file => Reference().Matches(file.Text).SelectMany(match => Section().Matches(match.Groups[1].Value), (_, section) => (file.Path, Section: section.Value)))
            .ToList();

        Assert.NotEmpty(references);
        Assert.Empty(references.Where(reference => !headings.Contains(reference.Section)).Select(static reference => $"{reference.Path}: {reference.Section}"));
    }

    [GeneratedRegex(@"^#{2,3} (\d(?:\.\d)?) ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    // A reference may continue on the next line of a comment.
    [GeneratedRegex(@"\b[Pp]rotocol(?:[\s/]+sections?)?[\s/]+(\d(?:\.\d)?(?:(?:,|\s+to|\s+and)\s+\d\.\d)*)(?![\d.]*\d)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\d(?:\.\d)?")]
    private static partial Regex Section();
}
