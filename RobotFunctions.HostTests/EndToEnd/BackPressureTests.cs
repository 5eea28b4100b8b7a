using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.EndToEnd;

[Collection(AzuriteTestGroup.Name)]
public sealed class BackPressureTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Beyond_Limits_OpenRuns_a_request_is_told_to_come_back_and_one_that_is_worked_on_is_accepted()
    {
        var mayDownload = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2, ("Limits:OpenRuns", "1"), ("Limits:StorageIdle", "01:00:00"));
        world.Repository.Faults.Add(CallKind.Download, Fault.WaitFor(mayDownload.Task));
        var first = await world.PushAsync(3);

        var second = await world.Repository.Requests.PushBatchAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(3));
        var again = await world.Repository.Requests.PushAgainAsync(first);

        Assert.Equal(503, second.RobotAnswer!.Status);
        Assert.True(again.IsAccepted);
        mayDownload.SetResult();
        Assert.Equal(RunEnd.Delivered, (await world.EndOfAsync(first.Id)).End);
        Assert.Empty(await world.PayloadsAsync(second.Id));
    }
}
