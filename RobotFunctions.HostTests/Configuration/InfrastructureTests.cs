using System.Text.Json;
using System.Text.RegularExpressions;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.HostTests.Configuration;

/// <summary>The deployment creates and permits what the app needs.</summary>
public sealed partial class InfrastructureTests
{
    private static readonly string Deployment = File.ReadAllText(Checkout.Deployment);
    private static readonly string App = Module("app");
    private static readonly string Storage = Module("storage");

    [Theory]
    [InlineData("payloadContainer", BlobContainers.Payloads)]
    [InlineData("deadLetterContainer", BlobContainers.DeadLetters)]
    [InlineData("hubRecordContainer", BlobContainers.HubRecords)]
    public void The_containers_are_the_app_s(string variable, string container) =>
        Assert.Contains($"var {variable} = '{container}'\n", Deployment, StringComparison.Ordinal);

    [Fact]
    public void The_queues_are_the_app_s_with_those_for_poison_messages() =>
        Assert.Equal(QueueNames.All, Name().Matches(Queues().Match(Deployment).Value).Select(static match => match.Groups[1].Value));

    [Fact]
    public void The_app_cannot_overwrite_its_own_package()
    {
        var appContainers = AppContainers().Match(Deployment).Groups[1].Value;

        Assert.NotEmpty(appContainers);
        Assert.DoesNotContain("packageContainer", appContainers, StringComparison.Ordinal);
        Assert.Contains("userAssignedIdentityResourceId: deploymentIdentityId", App, StringComparison.Ordinal);
    }

    [Fact]
    public void No_role_is_assigned_on_the_whole_resource_group()
    {
        foreach (var module in Directory.GetFiles(Checkout.DeploymentModules, "*.bicep"))
        {
            var text = File.ReadAllText(module);
            Assert.Equal(Assignment().Count(text), Scope().Count(text));
        }
    }

    [Fact]
    public void The_host_reads_no_larger_body_than_the_app_accepts()
    {
        var limit = new LimitsOptions().RequestBytes;
        using var sample = JsonDocument.Parse(File.ReadAllText(Checkout.SampleSettings));

        Assert.Contains($"FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: settings.?Limits__RequestBytes ?? '{limit}'", App, StringComparison.Ordinal);
        Assert.Equal($"{limit}", sample.RootElement.GetProperty("Values").GetProperty("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT").GetString());
    }

    [Fact]
    public void The_host_s_own_home_page_is_disabled() => Assert.Contains("AzureWebJobsDisableHomepage: 'true'", App, StringComparison.Ordinal);

    [Theory]
    [InlineData("keep-deleted-dead-letters", 30)]
    [InlineData("delete-all-other-old-versions", 1)]
    public void A_deleted_dead_letter_can_be_restored_for_a_month_and_old_payloads_are_deleted_soon(string rule, int days)
    {
        var rules = Storage[Storage.IndexOf($"name: '{rule}'", StringComparison.Ordinal)..];

        Assert.Contains("isVersioningEnabled: true", Storage, StringComparison.Ordinal);
        Assert.Equal($"{days}", VersionDays().Match(rules).Groups[1].Value);
    }

    [Fact]
    public void An_alert_fires_when_the_app_does_not_run() =>
        Assert.Contains("loadTextContent('../alerts/no-heartbeat.kql')", Module("alerts"), StringComparison.Ordinal);

    [Fact]
    public void One_failed_poll_is_enough_for_the_alert_because_a_robot_may_poll_once_a_day() =>
        Assert.Contains("where Failed > 0 ", File.ReadAllText(Path.Combine(Checkout.AlertsFolder, "failed-polls.kql")), StringComparison.Ordinal);

    private static string Module(string name) => File.ReadAllText(Path.Combine(Checkout.DeploymentModules, $"{name}.bicep"));

    [GeneratedRegex(@"\bvar queues = \[[^\]]+\]")]
    private static partial Regex Queues();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Name();

    [GeneratedRegex(@"\bappContainers: \[([^\]]+)\]")]
    private static partial Regex AppContainers();

    [GeneratedRegex("'Microsoft.Authorization/roleAssignments@")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^ +scope: \w+(\[i\])?$", RegexOptions.Multiline)]
    private static partial Regex Scope();

    [GeneratedRegex(@"version: \{\s+delete: \{ daysAfterCreationGreaterThan: (\d+) \}")]
    private static partial Regex VersionDays();
}
