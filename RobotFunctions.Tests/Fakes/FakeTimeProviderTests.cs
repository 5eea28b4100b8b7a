namespace RobotFunctions.Tests.Fakes;

public sealed class FakeTimeProviderTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_delay_ends_when_time_reaches_it_and_not_before()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _time);

        _time.Advance(TimeSpan.FromSeconds(9.999));
        Assert.False(delay.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await delay;
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_due_times_each_at_its_own_moment()
    {
        var fired = new List<string>();
        using var late = _time.CreateTimer(_ => fired.Add($"late {Elapsed}"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var early = _time.CreateTimer(_ => fired.Add($"early {Elapsed}"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5));

        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(["early 1", "early 2.5", "late 3", "early 4"], fired);
        Assert.Equal(4, Elapsed);
    }

    [Fact]
    public void A_skip_fires_each_timer_once_and_periods_go_on_from_its_end()
    {
        var fired = new List<string>();
        using var periodic = _time.CreateTimer(_ => fired.Add($"periodic {Elapsed}"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        using var once = _time.CreateTimer(_ => fired.Add($"once {Elapsed}"), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        _time.Skip(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(["periodic 10", "once 10", "periodic 12"], fired);
        Assert.Equal(1, _time.ArmedTimers);
    }

    [Fact]
    public void A_timer_armed_by_a_callback_fires_within_the_same_span()
    {
        var second = false;
        ITimer? inner = null;
        using var outer = _time.CreateTimer(
            _ => inner = _time.CreateTimer(_ => second = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan),
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(second);
        inner!.Dispose();
    }

    [Fact]
    public void A_timer_that_is_disposed_of_never_fires()
    {
        var fired = false;
        var timer = _time.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();

        _time.Advance(TimeSpan.FromHours(1));

        Assert.False(fired);
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void A_cancellation_source_with_a_time_out_is_cancelled_when_time_reaches_it()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMinutes(1), _time);
        source.CancelAfter(TimeSpan.FromMinutes(2));

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(source.IsCancellationRequested);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public async Task Whoever_awaits_armed_timers_goes_on_once_there_are_enough()
    {
        var two = _time.TimersArmedAsync(2);
        var first = Task.Delay(TimeSpan.FromSeconds(1), _time);
        Assert.False(two.IsCompleted);

        var second = Task.Delay(TimeSpan.FromSeconds(2), _time);
        await two;

        Assert.True(_time.AdvanceToNextTimer());
        await first;
        Assert.False(second.IsCompleted);
        Assert.True(_time.AdvanceToNextTimer());
        await second;
        Assert.False(_time.AdvanceToNextTimer());
    }

    [Fact]
    public void Elapsed_time_is_measured_in_the_same_time()
    {
        var from = _time.GetTimestamp();

        _time.Advance(TimeSpan.FromSeconds(1.5));

        Assert.Equal(TimeSpan.FromSeconds(1.5), _time.GetElapsedTime(from));
    }

    private double Elapsed => (_time.GetUtcNow() - FakeTimeProvider.DefaultStart).TotalSeconds;
}
