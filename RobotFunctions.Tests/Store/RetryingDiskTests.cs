using RobotFunctions.Local.Store;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Store;

public sealed class RetryingDiskTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CollectedLogs _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Work_that_fails_is_done_again_until_it_succeeds()
    {
        var attempts = 0;
        var work = Disk().RunAsync(() => ++attempts < 4 ? throw new IOException("No space left on device") : attempts, CancellationToken.None);

        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, _time.TimersArmedAsync());
            _time.AdvanceToNextTimer();
        }

        Assert.Equal(4, await work);
        Assert.Equal(3, _logs.Lines.Count(static line => line.Text.Contains("No space left on device", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Waits_grow_to_a_quarter_of_a_minute_and_no_further()
    {
        using var stop = new CancellationTokenSource();
        var attempts = new List<DateTimeOffset>();
        var work = Disk().RetryAsync(
            () =>
            {
                attempts.Add(_time.GetUtcNow());
                throw new IOException();
            },
            stop.Token);

        while (attempts.Count < 12)
        {
            await _time.TimersArmedAsync();
            _time.AdvanceToNextTimer();
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        var waits = attempts.Zip(attempts.Skip(1), static (one, next) => next - one).ToList();
        Assert.Equal(TimeSpan.FromMilliseconds(250), waits[0]);
        Assert.Equal(TimeSpan.FromSeconds(15), waits[^1]);
        Assert.Equal(waits.Order(), waits);
    }

    [Fact]
    public async Task What_is_no_trouble_with_the_disk_is_not_tried_again() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => Disk().RunAsync(() => throw new InvalidDataException(), CancellationToken.None));

    private RetryingDisk Disk() => new(_time, _logs.For<RetryingDisk>());
}
