using RobotFunctions.Core.Protocol;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.EndToEnd.PolledReferences;

namespace RobotFunctions.Tests.EndToEnd;

/// <summary>The robot with today's repository.</summary>
public sealed class PolledBatchTests
{
    [Fact]
    public async Task A_robot_drains_what_waits_in_as_many_batches_as_it_takes()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G3, settings: ("Polling:Limit", "10"));

        await RequestAsync(world, 55);

        Assert.Equal(6, world.Repository.Batches.All.Count);
        Assert.All(world.Repository.Batches.All, static batch => Assert.True(batch.Import!.IsOneAnswerEach));
        AssertAllCompleted(world, 55);
    }

    [Fact]
    public async Task References_that_fail_do_not_fail_their_batch()
    {
        var enhancer = new DelegateEnhancer((_, _) => throw new InvalidOperationException("The model is confused."));
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G3, enhancer, ("Robot:ReferenceAttempts", "1"));

        await RequestAsync(world, 4);

        var batch = Assert.Single(world.Repository.Batches.All);
        Assert.True(batch.Import!.IsOneAnswerEach);
        Assert.Equal(4, batch.Import.Failed);
        Assert.Null(batch.Error);
    }

    [Fact]
    public async Task Two_replicas_share_fifty_batches_with_none_done_twice_or_lost()
    {
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G3);
        await world.StartRobotAsync(settings: [("Polling:Limit", "4"), ("Polling:MaxInFlight", "3")]);
        await world.StartRobotAsync();

        await RequestAsync(world, 200);

        Assert.Equal(50, world.Repository.Batches.All.Count);
        Assert.Equal(50, world.Repository.Callbacks.All.Select(static callback => callback.Id).Distinct().Count());
        Assert.Equal(50, world.Repository.Callbacks.All.Count);
        AssertAllCompleted(world, 200);
    }

    [Fact]
    public async Task A_robot_with_two_secrets_outlives_the_rotation()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G3, settings: ("Robot:SecondarySecret", "the new secret of the robot"));
        await RequestAsync(world, 2);

        world.Repository.Robot.RotateSecret("the new secret of the robot");
        await RequestAsync(world, 2, seed: 2);

        AssertAllCompleted(world, 4);
    }

    [Fact]
    public async Task A_robot_that_is_stopped_in_the_middle_goes_on_with_its_batch_when_it_is_back()
    {
        var started = new TaskCompletionSource();
        var enhancer = new DelegateEnhancer(async (_, cancellation) =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return DelegateEnhancer.Annotated("never");
        });
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G3);
        var robot = await world.StartRobotAsync(enhancer);
        var settled = RequestAsync(world, 5);
        await started.Task;

        await world.StopRobotAsync(robot);
        Assert.Empty(world.Repository.Callbacks.All);
        await world.StartRobotAsync();
        await settled;

        Assert.Single(world.Repository.Batches.All);
        AssertAllCompleted(world, 5);
    }
}
