using System.Text.Json;
using RobotFunctions.Core.Protocol.Enhancements;
using SimulatorRules = RobotFunctions.Simulator.Import.ContentRules;

namespace RobotFunctions.Tests.Protocol.SdkVerdicts;

/// <summary>The contents of <c>verdicts.jsonl</c>, judged by the repository's own SDK (<c>verdicts.py</c> asks it).</summary>
public sealed class SdkVerdictTests
{
    private static readonly string[] Entitled = [Entitlement.RawEnhancementWriter];

    private static readonly (JsonElement Content, bool Accepted)[] Verdicts =
    [
        .. Checkout.ReadLines(Checkout.SdkVerdicts)
            .Select(static line => JsonElement.Parse(line, new JsonDocumentOptions { MaxDepth = 300 }))
            .Select(static verdict => (verdict.GetProperty("content"), verdict.GetProperty("accepted").GetBoolean())),
    ];

    [Fact]
    public void No_content_that_the_SDK_refuses_passes_the_robots_rules()
    {
        // What is null is not written.
        var passed = Verdicts.Where(static verdict => !verdict.Accepted && PassesRobot(verdict.Content))
            .Select(static verdict => verdict.Content.GetRawText())
            .Where(static content => !content.Contains(":null", StringComparison.Ordinal));

        Assert.True(!passed.Any(), string.Join('\n', passed));
    }

    [Fact]
    public void The_simulator_judges_as_the_SDK_does()
    {
        var otherwise = Verdicts.Where(static verdict => verdict.Accepted != (SimulatorRules.Content(verdict.Content) is null)).Select(static verdict => verdict.Content.GetRawText());

        Assert.True(!otherwise.Any(), string.Join('\n', otherwise));
    }

    private static bool PassesRobot(JsonElement content)
    {
        try
        {
            return EnhancementRules.Check(content.Deserialize(EnhancementJsonContext.Default.EnhancementContent)!, Entitled) is null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
