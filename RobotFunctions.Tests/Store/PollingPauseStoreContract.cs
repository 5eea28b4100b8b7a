using RobotFunctions.Core.Pauses;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Tests.Store;

/// <summary>What every store of pauses keeps to.</summary>
public abstract class PollingPauseStoreContract
{
    private static readonly RobotId Robot = new(Guid.Parse("0198c0de-0000-7000-8000-00000000beef"));
    private static readonly RobotId Other = new(Guid.Parse("0198c0de-0000-7000-8000-00000000cafe"));
    private static readonly PollingPause Pause = new(Robot, new DateTimeOffset(2026, 8, 20, 12, 0, 0, TimeSpan.Zero), "Check Http:Headers.", "abc");

    protected abstract IPollingPauseStore Pauses { get; }

    [Fact]
    public async Task A_saved_pause_is_found_whole_and_for_its_robot_only()
    {
        await Pauses.SaveAsync(Pause, default);

        Assert.Equal(Pause, await Pauses.FindAsync(Robot, default));
        Assert.Null(await Pauses.FindAsync(Other, default));
    }

    [Fact]
    public async Task A_newer_pause_replaces_the_older()
    {
        await Pauses.SaveAsync(Pause, default);
        await Pauses.SaveAsync(Pause with { Reason = "Check Http:Url." }, default);

        Assert.Equal("Check Http:Url.", (await Pauses.FindAsync(Robot, default))!.Reason);
    }

    [Fact]
    public async Task A_removed_pause_is_gone_and_may_be_removed_again()
    {
        await Pauses.RemoveAsync(Robot, default);
        await Pauses.SaveAsync(Pause, default);
        await Pauses.RemoveAsync(Robot, default);
        await Pauses.RemoveAsync(Robot, default);

        Assert.Null(await Pauses.FindAsync(Robot, default));
    }
}
