using System.Text.RegularExpressions;
using RobotFunctions.AzureFunctions.Store;
using RobotFunctions.Tests.Protocol;

namespace RobotFunctions.HostTests.Configuration;

/// <summary>What the deployment creates has the names that the app uses: it may create nothing itself where it is not allowed to.</summary>
public sealed partial class InfrastructureTests
{
    private static readonly string Deployment = File.ReadAllText(Checkout.Deployment);

    [Fact]
    public void The_container_of_payloads_and_so_its_lifecycle_rule_is_the_app_s() =>
        Assert.Equal(BlobContainers.Payloads, PayloadContainer().Match(Deployment).Groups[1].Value);

    [Fact]
    public void The_container_of_dead_letters_and_so_its_lifecycle_rule_is_the_app_s() =>
        Assert.Equal(BlobContainers.DeadLetters, DeadLetterContainer().Match(Deployment).Groups[1].Value);

    [Fact]
    public void The_queues_are_the_app_s() =>
        Assert.Equal([QueueNames.DeadLetters, QueueNames.Redeliver, QueueNames.Requests], Names(Queues()));

    private static IEnumerable<string> Names(Regex list) =>
        list.Match(Deployment).Groups[1].Value.Split(", ").Select(static name => name.Trim('\''));

    [GeneratedRegex("payloadContainer: '([^']+)'")]
    private static partial Regex PayloadContainer();

    [GeneratedRegex("deadLetterContainer: '([^']+)'")]
    private static partial Regex DeadLetterContainer();

    [GeneratedRegex(@"\bqueues: \[([^\]]+)\]")]
    private static partial Regex Queues();
}
