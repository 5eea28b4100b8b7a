using System.Globalization;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Tests.EndToEnd;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Endpoints;

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
            ApiGeneration.G2, enhancer, ("Limits:OpenRuns", "20"), ("Limits:ActiveRuns", "2"));
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
        using var endpoints = new EndpointsFixture(("Storage:KeepFree", long.MaxValue.ToString(CultureInfo.InvariantCulture)));
        await endpoints.InitializeAsync();

        var (status, body, answer) = await endpoints.PushAsync("/batch/", EndpointsFixture.Batch(Guid.NewGuid()));

        Assert.Equal(503, status);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("cannot store", body, StringComparison.Ordinal);
        Assert.Contains(endpoints.Logs.Lines, static line => line.Text.Contains("Storage:KeepFree", StringComparison.Ordinal));
        Assert.Equal((200, "busy"), await HealthAsync(endpoints));
        await endpoints.DisposeAsync();
    }

    [Fact]
    public async Task A_body_that_finds_no_room_is_told_to_come_back_and_takes_none_from_the_next()
    {
        const int Least = 1024;
        var small = EndpointsFixture.Batch(Guid.NewGuid()).PadRight(Least);
        using var endpoints = new EndpointsFixture(("Limits:IntakeBytes", Least.ToString(CultureInfo.InvariantCulture)));
        await endpoints.InitializeAsync();

        var (status, body, answer) = await endpoints.PushAsync("/batch/", small + " ");

        Assert.Equal(503, status);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("its memory limit for requests", body, StringComparison.Ordinal);
        Assert.Equal((200, "ok"), await HealthAsync(endpoints));
        Assert.Equal(202, (await endpoints.PushAsync("/batch/", small)).Status);
        await endpoints.DisposeAsync();
    }

    private static async Task<(int Status, string Body)> HealthAsync(EndpointsFixture endpoints)
    {
        var (status, body, _) = await endpoints.GetAsync("/health");
        return (status, body);
    }
}
