using System.Text.RegularExpressions;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.Tests.Docs;

public sealed partial class TroubleshootingPageTests
{
    public static TheoryData<string> Messages =>
        [.. Heading().Matches(File.ReadAllText(Checkout.TroubleshootingPage)).Select(static match => match.Groups[1].Value)];

    [Fact]
    public void It_has_messages() => Assert.True(Messages.Count > 10);

    /// <summary>What varies in a message is written as <c>…</c>.</summary>
    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_on_the_page_is_one_that_the_product_writes(string message)
    {
        var parts = message.Split('…', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var code = CheckoutText.Files.Where(static file => file.Path.EndsWith(".cs", StringComparison.Ordinal) && !file.Path.Contains("Tests", StringComparison.Ordinal));

        Assert.Contains(code, file => Array.TrueForAll(parts, part => file.Text.Contains(part, StringComparison.Ordinal)));
    }

    [GeneratedRegex("(?m)^### `(.+)`$")]
    private static partial Regex Heading();
}
