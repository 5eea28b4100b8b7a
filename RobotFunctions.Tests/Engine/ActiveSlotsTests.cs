using RobotFunctions.Local.Engine;

namespace RobotFunctions.Tests.Engine;

public sealed class ActiveSlotsTests
{
    private readonly List<string> _entered = [];

    [Fact]
    public void The_oldest_run_goes_first_and_equals_in_the_order_they_came()
    {
        var slots = new ActiveSlots(1);
        Enter(slots, 5, "running");
        Enter(slots, 3, "young");
        Enter(slots, 1, "old");
        Enter(slots, 3, "young too");

        for (var i = 0; i < 4; i++)
        {
            slots.Release();
        }

        Assert.Equal(["running", "old", "young", "young too"], _entered);
        Enter(slots, 9, "alone");
        Assert.Equal("alone", _entered[^1]);
    }

    [Fact]
    public async Task No_more_are_in_than_there_is_room_for()
    {
        var slots = new ActiveSlots(2);
        await slots.AcquireAsync(default);
        await slots.AcquireAsync(default);

        var third = slots.AcquireAsync(default);
        Assert.False(third.IsCompleted);

        slots.Release();
        await third;
    }

    private void Enter(ActiveSlots slots, int since, string name) =>
        slots.Acquire(DateTimeOffset.UnixEpoch.AddSeconds(since), () => _entered.Add(name));
}
