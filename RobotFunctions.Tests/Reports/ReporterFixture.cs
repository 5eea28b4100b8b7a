using System.Text.Json;
using Moq;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Hub;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Reports;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Hub;

namespace RobotFunctions.Tests.Reports;

/// <summary>A robot that is registered, what it has, and the Hub that it reports to.</summary>
internal sealed class ReporterFixture : IAsyncDisposable
{
    public const string Enabled = """{"enabled":true,"disabled_reason":null}""";
    public const string RegistryId = "0198f0c4-0000-7000-8000-000000000001";

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    public static readonly Robot Robot = TestRobots.Robot(static options => options.RegistryId = RegistryId);

    public ReporterFixture() => Runs
        .Setup(static runs => runs.ListSinceAsync(It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
        .Callback((DateTimeOffset since, CancellationToken _) => ListedSince.Add(since))
        .ReturnsAsync(() => Listed);

    public HubClientFixture Hub { get; } = new();

    public MemoryHubRecords Records { get; } = new();

    public Mock<IDeadLetters> Letters { get; } = new();

    public Mock<IBatchRuns> Runs { get; } = new(MockBehavior.Strict);

    /// <summary>The runs that the engine lists.</summary>
    public List<RunStatus> Listed { get; set; } = [];

    /// <summary>From when on it was asked for them.</summary>
    public List<DateTimeOffset> ListedSince { get; } = [];

    /// <summary>A reporter, as each process of the robot has one.</summary>
    /// <param name="hub">Another Hub; null for <see cref="Hub"/>.</param>
    public RobotReporter Reporter(HubClientFixture? hub = null) =>
        new(Runs.Object, Letters.Object, Polls(), Switches(), Commands(), (hub ?? Hub).Client, Records, Hub.Time, (hub ?? Hub).Logs.For<RobotReporter>());

    public RobotSwitches Switches(Robot? robot = null) => new(Records, new ConfiguredRobots([robot ?? Robot]), Hub.Time, Hub.Logs.For<RobotSwitches>());

    public LastPolls Polls() => new(Records, Microsoft.Extensions.Options.Options.Create(new HubClientOptions()), Hub.Time);

    /// <summary>The runs in a report.</summary>
    public static List<JsonElement> Sent(RecordedCall call) => [.. JsonElement.Parse(call.Text).GetProperty("runs").EnumerateArray()];

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    // Only redeliveries call the repository.
    private HubCommands Commands() =>
        new(new OperatorService(Runs.Object, Letters.Object, redelivery: null!, verdicts: null!, Hub.Logs.For<OperatorService>()), Records, Hub.Logs.For<HubCommands>());
}
