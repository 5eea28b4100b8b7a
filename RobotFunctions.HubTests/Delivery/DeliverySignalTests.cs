using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.HubTests.Delivery;

public sealed class DeliverySignalTests
{
    [Fact]
    public async Task Sweeps_that_nobody_has_begun_are_one()
    {
        var signal = new DeliverySignal();
        var subscription = Guid.CreateVersion7();
        signal.Sweep();
        signal.Sweep();
        signal.Wake(subscription);

        await using var wakes = signal.ReadAsync(default).GetAsyncEnumerator();
        Assert.Equal([null, subscription], [await NextAsync(), await NextAsync()]);

        signal.Sweep();
        Assert.Null(await NextAsync());

        async Task<Guid?> NextAsync()
        {
            Assert.True(await wakes.MoveNextAsync());
            return wakes.Current;
        }
    }
}
