using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using RobotFunctions.Core.Telemetry;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.Tests.Docs;

public sealed partial class OperationsPageTests
{
    private static readonly string Page = File.ReadAllText(Checkout.OperationsPage);

    public static TheoryData<string> Alerts => [.. Directory.GetFiles(Checkout.AlertsFolder, "*.kql").Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Every_alert_is_explained(string alert) => Assert.Contains($"\n### {alert}\n", Page, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Alerts))]
    public void An_alert_asks_for_what_is_measured(string alert)
    {
        var query = File.ReadAllText(Path.Combine(Checkout.AlertsFolder, alert + ".kql"));

        var asked = MetricName().Matches(query).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(Measured()));
    }

    [Fact]
    public void Every_metric_is_described() => Assert.All(Measured(), static metric => Assert.Contains($"`{metric}`", Page, StringComparison.Ordinal));

    private static List<string> Measured()
    {
        var names = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == RobotMetrics.Name)
                {
                    names.Add(instrument.Name);
                }
            },
        };
        Assert.NotNull(RobotMetrics.Source);
        listener.Start();
        return names;
    }

    [GeneratedRegex("\"(robot\\.[a-z._]+)\"")]
    private static partial Regex MetricName();
}
