using RobotFunctions.Simulator.Batches;

namespace RobotFunctions.Tests.EndToEnd;

/// <summary>The references that a test has enhanced by a robot that polls.</summary>
internal static class PolledReferences
{
    public static async Task RequestAsync(EndToEndWorld world, int count, int seed = 1)
    {
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(count, seed));
        await world.Repository.Batches.SettledAsync(CancellationToken.None);
    }

    public static void AssertAllCompleted(EndToEndWorld world, int count)
    {
        Assert.Equal(count, world.Repository.Batches.All.Sum(static batch => batch.Statuses().GetValueOrDefault(PendingStatus.Completed)));
        Assert.Equal(count, world.Repository.Batches.All.Sum(static batch => batch.Import?.Enhanced ?? 0));
    }
}
