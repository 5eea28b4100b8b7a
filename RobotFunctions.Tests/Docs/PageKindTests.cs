namespace RobotFunctions.Tests.Docs;

public sealed class PageKindTests
{
    private static readonly string[] Kinds = ["*Tutorial: ", "*How-to: ", "*Reference: ", "*Explanation: "];

    /// <summary>The pages of documentation. A decision record has its own form.</summary>
    public static TheoryData<string> Pages =>
    [
        .. CheckoutText.Files
            .Select(static file => file.Path)
            .Where(static path => path is "README.md" or "ARCHITECTURE.md" or "SECURITY.md"
                || (path.StartsWith("docs/", StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal) && !char.IsAsciiDigit(Path.GetFileName(path)[0]))),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_says_at_its_top_which_kind_it_is(string page)
    {
        var top = CheckoutText.Files.Single(file => file.Path == page).Text.Split('\n').Take(6);

        Assert.Single(top, static line => Kinds.Any(kind => line.StartsWith(kind, StringComparison.Ordinal)));
    }
}
