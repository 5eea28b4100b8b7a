using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Tests.EndToEnd;

namespace RobotFunctions.Tests.Soak;

/// <summary>The robot's own clock goes wrong by hours in the middle of a run, and is put right again.</summary>
public sealed class ClockJumpTests
{
    public static TheoryData<ApiGeneration, CallKind, int, bool> Jumps
    {
        get
        {
            var jumps = new TheoryData<ApiGeneration, CallKind, int, bool>();
            foreach (var generation in new[] { ApiGeneration.G2, ApiGeneration.G3 })
            {
                foreach (var at in new[] { CallKind.Download, CallKind.Upload, CallKind.Callback })
                {
                    foreach (var hours in new[] { 3, -3 })
                    {
                        jumps.Add(generation, at, hours, false);
                        jumps.Add(generation, at, hours, true);
                    }
                }
            }

            return jumps;
        }
    }

    [Theory]
    [MemberData(nameof(Jumps))]
    public async Task A_clock_that_is_wrong_for_a_while_delays_a_run_and_no_more(ApiGeneration generation, CallKind at, int hours, bool restart)
    {
        await using var world = await EndToEndWorld.StartRepositoryAsync(generation);
        var clock = world.GiveRobotsAClock();
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Repository.Faults.Add(at, (context, _) =>
        {
            clock.Jump(TimeSpan.FromHours(hours));
            context.Response.StatusCode = 500;
            context.Response.OnCompleted(() =>
            {
                failed.SetResult();
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        });
        world.Repository.Faults.Add(at, (context, next) =>
        {
            clock.SetRight();
            return next(context);
        });
        var robot = await world.StartRobotAsync();

        var id = await BeginAsync(world, generation);
        await failed.Task;
        if (restart)
        {
            await world.StopRobotAsync(robot);
            clock.SetRight();
            await world.StartRobotAsync(settings: ("Storage:Path", world.FirstStore));
        }

        var outcome = await world.EndOfAsync(id);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.Single(world.Repository.Callbacks.All);
    }

    private static async Task<BatchId> BeginAsync(EndToEndWorld world, ApiGeneration generation)
    {
        var file = await world.Repository.WriteReferencesAsync(50);
        if (generation != ApiGeneration.G3)
        {
            return (await world.PushFileAsync(file)).Id;
        }

        await world.Repository.Batches.RequestAsync(world.Repository.Robot, file);
        for (var polls = 1; world.Repository.Batches.All.Count == 0; polls++)
        {
            await world.Repository.Calls.WaitForAsync(CallKind.Poll, polls);
        }

        return world.Repository.Batches.All[0].Id;
    }
}
