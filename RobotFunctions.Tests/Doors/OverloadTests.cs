using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.StandIn.Requests;
using RobotFunctions.Tests.EndToEnd;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Doors;

/// <summary>More than the robot can hold: it says so, goes on with what it has, and is itself again afterwards.</summary>
public sealed class OverloadTests : IDisposable
{
    private const int Room = 20;

    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task What_finds_no_room_is_told_to_come_back_and_what_was_accepted_ends()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var enhancer = new DelegateEnhancer(async (_, cancellation) =>
        {
            await gate.Task.WaitAsync(cancellation);
            return DelegateEnhancer.Annotated("fine");
        });
        await using var world = await EndToEndWorld.StartAsync(
            ApiGeneration.G2, enhancer, ("Limits:OpenRuns", "20"), ("Limits:ActiveRuns", "2"), ("Robot:ReferenceTimeout", "01:00:00"));
        var file = await world.Repository.WriteReferencesAsync(2);

        PushedRequest[] pushed = await Task.WhenAll(Enumerable.Range(0, 10 * Room).Select(_ => world.Repository.Requests.PushBatchAsync(world.Repository.Robot, file)));

        var accepted = pushed.Where(static request => request.RobotAnswer!.IsAccepted).ToList();
        Assert.Equal(Room, accepted.Count);
        Assert.All(pushed.Except(accepted), static request => Assert.Equal(503, request.RobotAnswer!.Status));
        Assert.Equal("busy", await _http.GetStringAsync(new Uri(world.Repository.Robot.BaseUrl!, "/health")));

        gate.SetResult();
        foreach (var request in accepted)
        {
            await world.EndOfAsync(request.Id);
            Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
        }

        Assert.Equal("ok", await _http.GetStringAsync(new Uri(world.Repository.Robot.BaseUrl!, "/health")));
        await world.PushFileAsync(file);
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_is_left_to_the_runs_that_are_open()
    {
        using var doors = new DoorsFixture(("Storage:KeepFree", long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await doors.InitializeAsync();

        var (status, body, answer) = await doors.PushAsync("/batch/", DoorsFixture.Batch(Guid.NewGuid()));

        Assert.Equal(503, status);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("cannot store", body, StringComparison.Ordinal);
        Assert.Contains(doors.Logs.Lines, static line => line.Text.Contains("Storage:KeepFree", StringComparison.Ordinal));
        Assert.Equal((200, "busy"), await HealthAsync(doors));
        await doors.DisposeAsync();
    }

    [Fact]
    public async Task Bodies_are_held_in_so_much_memory_and_no_more()
    {
        using var doors = new DoorsFixture(("Limits:IntakeBytes", "3000"));
        await doors.InitializeAsync();
        using (await RawCall.BeginAsync(doors.Url, $"POST /batch/ HTTP/1.1\r\nHost: robot\r\nContent-Length: 4000\r\n\r\n{new string(' ', 2900)}"))
        {
            // Until the robot has read what was sent, there is room.
            while (await PushAsync() is var (status, retryAfter) && status != 503)
            {
                Assert.Equal(202, status);
                Assert.False(retryAfter);
            }

            Assert.Equal((503, true), await PushAsync());
            Assert.Equal((200, "ok"), await HealthAsync(doors));
        }

        while ((await PushAsync()).Status != 202)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        await doors.DisposeAsync();

        async Task<(int Status, bool RetryAfter)> PushAsync()
        {
            var (status, _, answer) = await doors.PushAsync("/batch/", DoorsFixture.Batch(Guid.NewGuid()));
            return (status, answer.Headers.RetryAfter is not null);
        }
    }

    private static async Task<(int Status, string Body)> HealthAsync(DoorsFixture doors)
    {
        var (status, body, _) = await doors.GetAsync("/health");
        return (status, body);
    }
}
