using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Tests.Fakes;

/// <summary>A robot and batches for tests.</summary>
internal static class TestRobots
{
    public const string Secret = "dlfskdfhgk8ei346oiehslkdfrerikfglser934utofs";

    /// <summary>The operator key of robots whose tests set it.</summary>
    public const string OperatorKey = "an-operator-key-for-tests-only";

    public static RobotId RobotId { get; } = new(Guid.Parse("0198c0de-0000-7000-8000-00000000beef"));

    public static BatchId BatchId { get; } = new(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef"));

    public static Robot Robot(Action<RobotOptions>? configure = null)
    {
        var options = new RobotOptions { Id = RobotId.ToString(), Secret = Secret, Enhancer = "test", Source = "Test", Version = "1.2.3" };
        configure?.Invoke(options);
        return new Robot(new RobotIdentity(RobotId, new RobotSecrets(Secret, options.SecondarySecret)), options);
    }

    public static Batch Batch(BatchOrigin origin = BatchOrigin.Batch, ApiGeneration generation = ApiGeneration.G2) => new()
    {
        Id = BatchId,
        Robot = RobotId,
        Origin = origin,
        Generation = generation,
        AcceptedAt = FakeTimeProvider.DefaultStart,
        UrlsIssuedAt = FakeTimeProvider.DefaultStart,
        Lease = origin == BatchOrigin.Polled ? new Lease(TimeSpan.FromMinutes(10), FakeTimeProvider.DefaultStart.AddMinutes(10)) : null,
    };
}
