using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Engine;

/// <summary>Requests told apart by a number; a higher one was accepted later.</summary>
internal static class NumberedRequests
{
    public static BatchId Id(int number) => new(Guid.Parse($"0198c1a2-7b3c-7def-8123-{number:D12}"));

    public static AcceptedRequest Request(int number) => new()
    {
        Batch = StepRunnerContract.Batch with { Id = Id(number), AcceptedAt = FakeTimeProvider.DefaultStart.AddSeconds(number) },
        ContentHash = $"hash {number}",
    };
}
