using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RobotFunctions.AzureFunctions.Timers;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.EndToEnd;

[Collection(AzuriteTestGroup.Name)]
public sealed class WholeFlowTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(ApiGeneration.G1)]
    [InlineData(ApiGeneration.G15)]
    [InlineData(ApiGeneration.G2)]
    public async Task A_pushed_batch_comes_back_with_one_answer_each_and_one_signed_callback_and_leaves_nothing(ApiGeneration generation)
    {
        await using var world = await AppWorld.StartAsync(azurite, generation, ("Limits:ChunkReferences", "50"));

        var request = await world.PushAsync(420);
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal((RunEnd.Delivered, 420), (outcome.End, outcome.Counts.Enhanced));
        Assert.Equal(RequestStatus.Completed, request.Status);
        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
        Assert.True(Assert.Single(world.Repository.Calls.Of(CallKind.Callback)).Signature!.Value.IsAccepted);
        Assert.Empty(await world.PayloadsAsync(request.Id));
    }

    [Fact]
    public async Task A_batch_of_several_parts_comes_back_whole_and_in_order()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2, ("Limits:ChunkReferences", "1"));

        var request = await world.PushAsync(130);
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal((RunEnd.Delivered, 130), (outcome.End, outcome.Counts.Enhanced));
        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
    }

    [Fact]
    public async Task A_single_request_is_answered_with_its_enhancement()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G15);
        var line = await File.ReadAllBytesAsync(await world.Repository.WriteReferencesAsync(1));

        var request = await world.Repository.Requests.PushSingleAsync(world.Repository.Robot, line.AsMemory()[..^1]);
        await world.EndOfAsync(request.Id);

        Assert.Equal(RequestStatus.Completed, request.Status);
        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
    }

    [Fact]
    public async Task The_status_of_a_run_names_its_bad_lines_and_what_the_repository_made_of_it()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2);
        var file = await world.Repository.WriteReferencesAsync(2);
        await File.AppendAllTextAsync(file, "\nno JSON\n");

        var request = await world.Repository.Requests.PushBatchAsync(world.Repository.Robot, file);
        await world.EndOfAsync(request.Id);

        var shown = JsonElement.Parse(await world.Http.GetStringAsync($"/requests/{request.Id}"));
        Assert.Equal(4, Assert.Single(shown.GetProperty("progress").GetProperty("first_bad_lines").EnumerateArray()).GetProperty("line").GetInt64());
        Assert.Equal(("completed", 2), (shown.GetProperty("verdict").GetProperty("status").GetString(), shown.GetProperty("verdict").GetProperty("imported").GetInt32()));
    }

    [Fact]
    public async Task A_polled_batch_is_claimed_worked_on_and_reported_once()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G3);
        await world.Repository.Batches.RequestAsync(world.Repository.Robot, await world.Repository.WriteReferencesAsync(30));

        await world.Get<PollRobots>().PollAsync(null!, world.Durable.Client, default);

        var batch = Assert.Single(world.Repository.Batches.All);
        Assert.Equal(RunEnd.Delivered, (await world.EndOfAsync(batch.Id)).End);
        Assert.True(batch.Import!.IsOneAnswerEach);
        Assert.Single(world.Repository.Calls.Of(CallKind.Callback));
    }

    [Fact]
    public async Task A_repository_that_is_down_for_a_while_gets_its_callback_later()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2);
        world.Repository.Faults.Add(CallKind.Callback, Fault.DropBefore);
        world.Repository.Faults.Add(CallKind.Callback, Fault.Answer(503));

        var request = await world.PushAsync(10);
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.Equal(RequestStatus.Completed, request.Status);
    }

    [Fact]
    public async Task What_cannot_be_delivered_waits_and_is_delivered_again_on_demand()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2, ("Repository:RetryTimeout", "00:00:01"));
        world.Repository.Faults.Add(CallKind.Callback, Fault.Answer(503), times: int.MaxValue);

        var request = await world.PushAsync(10);
        Assert.Equal(RunEnd.DeadLettered, (await world.EndOfAsync(request.Id)).End);
        Assert.NotNull(await world.DeadLetters.FindAsync(request.Id, default));
        Assert.Equal(HttpStatusCode.BadGateway, (await world.Http.PostAsync($"/requests/{request.Id}/redeliver", null)).StatusCode);

        world.Repository.Faults.Clear();
        Assert.Equal(HttpStatusCode.OK, (await world.Http.PostAsync($"/requests/{request.Id}/redeliver", null)).StatusCode);

        await world.Repository.Repository.ImportsEndedAsync();
        Assert.Equal(RequestStatus.Completed, request.Status);
        Assert.Null(await world.DeadLetters.FindAsync(request.Id, default));
        Assert.Equal(HttpStatusCode.NotFound, (await world.Http.PostAsync($"/requests/{request.Id}/redeliver", null)).StatusCode);
        var shown = JsonElement.Parse(await world.Http.GetStringAsync($"/requests/{request.Id}")).GetProperty("outcome");
        Assert.Equal("Delivered", shown.GetProperty("end").GetString());
        Assert.False(shown.TryGetProperty("reason", out _));
    }

    [Fact]
    public async Task A_batch_that_failed_as_a_whole_ends_with_one_warning_however_often_its_run_is_replayed()
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2);
        world.Repository.Faults.Add(CallKind.Download, Fault.Answer(404), times: int.MaxValue);

        var request = await world.PushAsync(3);
        Assert.Equal(RunEnd.ErrorDelivered, (await world.EndOfAsync(request.Id)).End);

        var line = Assert.Single(world.Logs, line => line.Text.Contains($"Run {request.Id} ended: ErrorDelivered", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, line.Level);
    }
}
