using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Endpoints;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.EndToEnd;

/// <summary>Callbacks whose answer is lost, that are refused, or that come too soon: what was imported, and what a person is told.</summary>
public sealed class CallbackFaultTests
{
    private const int References = 40;

    [Theory]
    [InlineData(ApiGeneration.G15)]
    [InlineData(ApiGeneration.G2)]
    public async Task A_callback_whose_answer_is_lost_is_not_imported_twice_however_many_references_its_request_lists(ApiGeneration generation)
    {
        await using var world = await EndToEndWorld.StartAsync(generation, settings: ("Limits:AnswerBytes", "4096"));
        world.Repository.Faults.Add(CallKind.Callback, Fault.LoseReply);

        var request = await world.PushReferencesAsync(200);
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
        Assert.Single(world.Repository.Calls.Of(CallKind.Callback));
        Assert.NotEmpty(world.Repository.Calls.Of(CallKind.RequestStatus));
    }

    [Fact]
    public async Task In_G1_a_callback_whose_answer_is_lost_waits_for_a_person()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G1);
        world.Repository.Faults.Add(CallKind.Callback, Fault.LoseReply);

        var request = await world.PushReferencesAsync(References);
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal(RunEnd.DeadLettered, outcome.End);
        Assert.True((await world.DeadLetters.FindAsync(request.Id, CancellationToken.None))!.Uncertain);
        Assert.Single(request.Imports);
        Assert.Single(world.Repository.Calls.Of(CallKind.Callback));
    }

    [Fact]
    public async Task After_a_redelivery_that_arrived_the_request_is_shown_as_delivered_and_without_the_old_reason()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2, settings: ("Repository:RetryTimeout", "00:00:10"));
        world.Repository.Faults.Add(CallKind.Callback, Fault.Answer(422, """{"detail":"No, thank you."}"""), times: 1_000);
        var request = await world.PushReferencesAsync(References);
        Assert.Equal(RunEnd.DeadLettered, (await world.EndOfAsync(request.Id)).End);
        world.Repository.Faults.Clear();
        using var http = new HttpClient { BaseAddress = world.Repository.Robot.BaseUrl, DefaultRequestHeaders = { { OperatorKey.HeaderName, TestRobots.OperatorKey } } };

        using var redelivery = await http.PostAsync(new Uri($"/requests/{request.Id}/redeliver", UriKind.Relative), null);
        var shown = JsonElement.Parse(await http.GetStringAsync(new Uri($"/requests/{request.Id}", UriKind.Relative))).GetProperty("outcome");

        Assert.True(redelivery.IsSuccessStatusCode);
        Assert.Equal("Delivered", shown.GetProperty("end").GetString());
        Assert.False(shown.TryGetProperty("reason", out _));
        Assert.Equal(References, shown.GetProperty("counts").GetProperty("enhanced").GetInt32());
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task A_callback_that_is_refused_becomes_a_dead_letter(int status)
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2, settings: ("Repository:RetryTimeout", "00:00:10"));
        world.Repository.Faults.Add(CallKind.Callback, Fault.Answer(status, """{"detail":"No, thank you."}"""), times: 1_000);

        var request = await world.PushReferencesAsync(References);
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal(RunEnd.DeadLettered, outcome.End);
        var letter = await world.DeadLetters.FindAsync(request.Id, CancellationToken.None);
        Assert.False(letter!.Uncertain);
        Assert.Contains("No, thank you.", letter.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_before_the_repositorys_commit_is_sent_again_after_it()
    {
        var commit = new TaskCompletionSource();
        await using var world = await EndToEndWorld.StartRepositoryAsync(ApiGeneration.G1, options => options with { BeforeCommit = _ => commit.Task });
        await world.StartRobotAsync();
        // A request nobody knows is given up after a while, and before the commit nobody knows it.
        world.Time.Stop();

        var pushing = world.Repository.Requests.PushSingleAsync(world.Repository.Robot, """{"id":"3a533776-c9ad-4aac-a089-00000000000a"}"""u8.ToArray());
        Assert.Equal(404, (await world.Repository.Calls.WaitForAsync(CallKind.Callback))[0].Status);
        commit.SetResult();
        var request = await pushing;
        world.Time.GoOn();
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.Equal(RequestStatus.Completed, request.Status);
    }
}
