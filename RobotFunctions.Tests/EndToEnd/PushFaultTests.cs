using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.EndToEnd;

/// <summary>What goes wrong outside while a pushed batch runs, and what the repository has in the end.</summary>
public sealed class PushFaultTests
{
    private const int References = 40;

    public static TheoryData<string> PassingTroubles { get; } = [.. Troubles.Keys];

    private static Dictionary<string, FaultAction> Troubles => new(StringComparer.Ordinal)
    {
        ["500"] = Fault.Answer(500, "Internal Server Error"),
        ["503 with Retry-After"] = Fault.Answer(503, "busy", retryAfter: "1"),
        ["429"] = Fault.TooManyRequests(retryAfterSeconds: 1),
        ["408"] = Fault.Answer(408),
        ["a dropped connection"] = Fault.DropBefore,
    };

    [Theory]
    [MemberData(nameof(PassingTroubles))]
    public async Task Trouble_with_the_download_is_outlasted(string trouble) => await OutlastAsync(CallKind.Download, Troubles[trouble]);

    [Fact]
    public async Task A_download_that_is_cut_in_the_middle_begins_again() => await OutlastAsync(CallKind.Download, Fault.CutDownload(afterBytes: 50_000));

    [Theory]
    [InlineData(0)]
    [InlineData(2_000)]
    public async Task A_compressed_download_that_was_cut_before_it_was_sent_begins_again(int afterBytes) => await OutlastAsync(CallKind.Download, Fault.CutGzip(afterBytes));

    [Fact]
    public async Task A_compressed_download_is_decoded() => await OutlastAsync(CallKind.Download, Fault.Gzip);

    [Theory]
    [MemberData(nameof(PassingTroubles))]
    public async Task Trouble_with_the_upload_is_outlasted(string trouble) => await OutlastAsync(CallKind.Upload, Troubles[trouble]);

    [Fact]
    public async Task An_upload_that_is_cut_in_the_middle_begins_again() => await OutlastAsync(CallKind.Upload, Fault.CutUpload(afterBytes: 1_000));

    [Fact]
    public async Task An_upload_whose_answer_is_lost_is_repeated() => await OutlastAsync(CallKind.Upload, Fault.LoseReply);

    [Theory]
    [MemberData(nameof(PassingTroubles))]
    public async Task Trouble_with_the_callback_is_outlasted(string trouble) => await OutlastAsync(CallKind.Callback, Troubles[trouble]);

    [Theory]
    [InlineData(ApiGeneration.G15)]
    [InlineData(ApiGeneration.G2)]
    public async Task URLs_that_expire_during_the_run_are_refreshed(ApiGeneration generation)
    {
        EndToEndWorld? world = null;
        var expired = 0;
        var enhancer = new DelegateEnhancer((_, _) =>
        {
            if (Interlocked.Exchange(ref expired, 1) == 0)
            {
                world!.Repository.Storage.ExpireUrls();
            }

            return ValueTask.FromResult(DelegateEnhancer.Annotated("fine"));
        });
        await using var started = world = await EndToEndWorld.StartAsync(generation, enhancer);

        var request = await world.PushReferencesAsync(References);
        await world.EndOfAsync(request.Id);

        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
        Assert.Equal([403, 201], world.Repository.Calls.Of(CallKind.Upload).Select(call => call.Status!.Value));
        Assert.Single(world.Repository.Calls.Of(CallKind.RequestStatus));
    }

    [Theory]
    [InlineData("25200")]
    [InlineData("4294968")]
    [InlineData("Tue, 20 Aug 2120 12:00:00 GMT")]
    public async Task Trouble_that_asks_for_a_wait_longer_than_the_run_may_last_does_not_end_it(string retryAfter)
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2, settings: ("Repository:RetryTimeout", "00:00:10"));
        foreach (var kind in new[] { CallKind.Download, CallKind.Upload, CallKind.Callback })
        {
            world.Repository.Faults.Add(kind, Fault.Answer(503, "busy", retryAfter));
        }

        var request = await world.PushReferencesAsync(References);

        Assert.Equal(RunEnd.Delivered, (await world.EndOfAsync(request.Id)).End);
        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
    }

    [Theory]
    [InlineData(ApiGeneration.G1, CallKind.Download)]
    [InlineData(ApiGeneration.G1, CallKind.Upload)]
    [InlineData(ApiGeneration.G2, CallKind.Download)]
    [InlineData(ApiGeneration.G2, CallKind.Upload)]
    public async Task Storage_that_refuses_good_URLs_for_minutes_is_outlasted(ApiGeneration generation, CallKind kind)
    {
        await using var world = await EndToEndWorld.StartAsync(generation);
        world.Repository.Faults.Add(kind, Fault.Answer(403, "AuthenticationFailed"), times: 6);

        var request = await world.PushReferencesAsync(References);
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
    }

    [Fact]
    public async Task In_G1_URLs_that_expired_end_the_run_with_an_error()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G1, settings: ("Repository:RetryTimeout", "00:00:10"));
        world.Repository.Faults.Add(CallKind.Download, (context, next) =>
        {
            world.Repository.Storage.ExpireUrls();
            return next(context);
        });

        await AssertErrorAsync(world);
    }

    [Fact]
    public async Task A_reference_file_that_is_not_there_ends_the_run_with_an_error()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2);
        world.Repository.Faults.Add(CallKind.Download, Fault.Answer(404), times: 1_000);

        await AssertErrorAsync(world);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_ends_the_run_with_an_error()
    {
        await using var elsewhere = LoopbackServer.Answering(200, "secrets of the house");
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2);
        world.Repository.Faults.Add(CallKind.Download, Fault.Redirect(new Uri(elsewhere.Url)), times: 1_000);

        await AssertErrorAsync(world);
        Assert.Empty(elsewhere.Exchanges);
    }

    [Fact]
    public async Task A_repository_that_goes_down_during_the_run_gets_its_results_when_it_is_back()
    {
        var enhanced = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var enhancer = new DelegateEnhancer(async (_, cancellation) =>
        {
            enhanced.TrySetResult();
            await gate.Task.WaitAsync(cancellation);
            return DelegateEnhancer.Annotated("fine");
        });
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2, enhancer);
        var request = await world.PushReferencesAsync(References);
        await enhanced.Task;

        await world.Repository.Repository.GoDownAsync();
        gate.SetResult();
        await world.UntilAsync(request.Id, RunPhase.Uploading);
        await world.Repository.Repository.ComeBackAsync();
        await world.EndOfAsync(request.Id);

        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
    }

    [Fact]
    public async Task A_run_that_an_operator_cancels_tells_the_repository_so()
    {
        var started = new TaskCompletionSource();
        var enhancer = new DelegateEnhancer(async (_, cancellation) =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return DelegateEnhancer.Annotated("never");
        });
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2, enhancer);
        var request = await world.PushReferencesAsync(References);
        await started.Task;

        Assert.True(await world.Runs.CancelAsync(request.Id, CancellationToken.None));
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal(RunEnd.ErrorDelivered, outcome.End);
        Assert.Equal("An operator cancelled the run.", request.Error);
    }

    private static async Task OutlastAsync(CallKind kind, FaultAction trouble)
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2);
        var fault = world.Repository.Faults.Add(kind, trouble, times: 2);

        var request = await world.PushReferencesAsync(References);
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
        Assert.InRange(fault.Hits, 1, 2);
    }

    private static async Task AssertErrorAsync(EndToEndWorld world)
    {
        var request = await world.PushReferencesAsync(References);
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal(RunEnd.ErrorDelivered, outcome.End);
        Assert.Equal(RequestStatus.Failed, request.Status);
        Assert.Equal(outcome.Reason, request.Error);
        Assert.DoesNotContain("sig=", request.Error, StringComparison.Ordinal);
        Assert.Empty(world.Repository.Calls.Of(CallKind.Upload));
    }
}
