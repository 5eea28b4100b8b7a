namespace RobotFunctions.Tests.Fakes;

public sealed class FastTimeProviderTests
{
    [Fact]
    public async Task It_runs_by_itself()
    {
        using var time = FastTimeProvider.Start();
        var begun = time.GetTimestamp();

        await Task.Delay(TimeSpan.FromSeconds(1), time);

        Assert.True(time.GetElapsedTime(begun) >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Where_it_stands_still_a_test_moves_it()
    {
        using var time = FastTimeProvider.Start();
        time.Stop();
        var delay = Task.Delay(TimeSpan.FromHours(1), time);

        time.Advance(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));
        await delay;
    }

    [Fact]
    public async Task It_goes_on_when_it_may()
    {
        using var time = FastTimeProvider.Start();
        time.Stop();
        var delay = Task.Delay(TimeSpan.FromSeconds(1), time);

        time.GoOn();

        await delay;
    }
}
