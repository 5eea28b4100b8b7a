using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Tests.Fakes;
using RobotFunctions.Tests.Protocol;
using RobotFunctions.Tests.Protocol.References;

namespace RobotFunctions.Tests.EndToEnd;

public sealed class PushedBatchTests
{
    private const string A = "3a533776-c9ad-4aac-a089-00000000000a";
    private const string B = "0198c1a2-7b3c-7def-8123-00000000000b";

    [Theory]
    [InlineData(ApiGeneration.G1)]
    [InlineData(ApiGeneration.G15)]
    [InlineData(ApiGeneration.G2)]
    public async Task Every_reference_comes_back_with_one_answer_in_order_and_one_signed_callback(ApiGeneration generation)
    {
        await using var world = await EndToEndWorld.StartAsync(generation, settings: ("Limits:ChunkReferences", "100"));

        var request = await world.PushReferencesAsync(1_234);
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.Equal(1_234, outcome.Counts.Enhanced);
        Assert.Equal(RequestStatus.Completed, request.Status);
        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
        Assert.True(Assert.Single(world.Repository.Calls.Of(CallKind.Callback)).Signature!.Value.IsAccepted);
        Assert.Single(world.Repository.Calls.Of(CallKind.Download));
        Assert.Single(world.Repository.Calls.Of(CallKind.Upload));
    }

    [Theory]
    [InlineData(ApiGeneration.G1)]
    [InlineData(ApiGeneration.G15)]
    public async Task A_single_request_is_answered_with_its_enhancement(ApiGeneration generation)
    {
        await using var world = await EndToEndWorld.StartAsync(generation);

        var request = await PushSingleAsync(world);
        await world.EndOfAsync(request.Id);

        Assert.Equal(RequestStatus.Completed, request.Status);
        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
        Assert.Empty(world.Repository.Calls.Of(CallKind.Upload));
    }

    [Theory]
    [InlineData(ApiGeneration.G1)]
    [InlineData(ApiGeneration.G15)]
    public async Task The_deepest_data_of_the_deepest_single_reference_arrives(ApiGeneration generation)
    {
        var data = JsonElement.Parse(Nested(56));
        var enhancer = new DelegateEnhancer((_, _) => ValueTask.FromResult(EnhancerOutcome.Enhanced(new AnnotationContent
        {
            Annotations = [new BooleanAnnotation { Scheme = "test", Label = "deep", Value = true, Data = data }],
        })));
        await using var world = await EndToEndWorld.StartAsync(generation, enhancer);

        var request = await PushSingleAsync(world, $"{{\"id\":\"{A}\",\"x\":{Nested(199)}}}");
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal((RunEnd.Delivered, 1), (outcome.End, outcome.Counts.Enhanced));
        Assert.Equal(RequestStatus.Completed, request.Status);
    }

    [Fact]
    public async Task A_reference_as_deep_as_the_repository_reads_is_enhanced_and_a_deeper_one_gets_an_error_line()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2);

        var request = await world.PushAsync($"{{\"x\":{Nested(199)},\"id\":\"{A}\"}}", $"{{\"x\":{Nested(200)},\"id\":\"{B}\"}}");
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal((1, 1, 0), (outcome.Counts.Enhanced, outcome.Counts.Failed, outcome.Counts.BadLines));
    }

    [Fact]
    public async Task A_single_reference_that_cannot_be_enhanced_is_answered_with_the_reason()
    {
        var enhancer = new DelegateEnhancer((_, _) => ValueTask.FromResult(EnhancerOutcome.Failed("It has no text.")));
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G1, enhancer);

        var request = await PushSingleAsync(world);
        await world.EndOfAsync(request.Id);

        Assert.Equal(RequestStatus.Failed, request.Status);
        Assert.Equal("It has no text.", request.Error);
    }

    [Fact]
    public async Task References_that_fail_get_error_lines_and_the_others_their_enhancements()
    {
        var enhancer = new DelegateEnhancer((reference, _) => reference.Id.ToString() == A
            ? ValueTask.FromResult(EnhancerOutcome.Failed("It has no text."))
            : ValueTask.FromResult(DelegateEnhancer.Annotated("fine")));
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2, enhancer);

        var request = await world.PushAsync(Reference(A), Reference(B));
        await world.EndOfAsync(request.Id);

        Assert.Equal(RequestStatus.PartialFailed, request.Status);
        var import = Assert.Single(request.Imports);
        Assert.True(import.IsOneAnswerEach);
        Assert.Equal((1, 1), (import.Enhanced, import.Failed));
        Assert.Equal("It has no text.", Assert.Single(import.FailedByMessage).Key);
    }

    [Theory]
    [InlineData("{a}\n{b}\n")]
    [InlineData("{a}\n{b}")]
    [InlineData("\uFEFF{a}\n{b}\n")]
    [InlineData("{a}\r\n{b}\r\n")]
    [InlineData("\n{a}\n  \n\n{b}\n\n")]
    public async Task The_odd_ways_of_writing_a_file_of_lines_are_all_understood(string text)
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2);
        var file = await world.Repository.WriteLinesAsync();
        await File.WriteAllTextAsync(file, text.Replace("{a}", Reference(A), StringComparison.Ordinal).Replace("{b}", Reference(B), StringComparison.Ordinal));

        var request = await world.PushFileAsync(file);
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal((2, 0), (outcome.Counts.Enhanced, outcome.Counts.BadLines));
        Assert.Equal(2, Assert.Single(request.Imports).Enhanced);
    }

    [Fact]
    public async Task A_malformed_line_gets_an_error_line_when_its_id_can_be_read_and_is_counted_when_not()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2);

        var request = await world.PushAsync($$"""{"id":"{{A}}","identifiers":17}""", "this is not JSON", Reference(B));
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal((1, 1, 1), (outcome.Counts.Enhanced, outcome.Counts.Failed, outcome.Counts.BadLines));
        Assert.Equal(2, Assert.Single((await world.Runs.FindAsync(request.Id, CancellationToken.None))!.Progress.FirstBadLines!).Line);
        Assert.Single(world.Logs, static line => line.Text.Contains("the reference file has 1 bad lines, first line 2: The line is not JSON", StringComparison.Ordinal));
        var import = Assert.Single(request.Imports);
        Assert.True(import.IsOneAnswerEach);
        Assert.Equal((1, 1), (import.Enhanced, import.Failed));
    }

    [Fact]
    public async Task A_file_of_which_nothing_can_be_read_is_an_error_that_says_what_it_is_and_a_warning()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2);

        var request = await world.PushAsync("id,title", $"{A},x", $"{B},y");
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal(RunEnd.ErrorDelivered, outcome.End);
        Assert.Equal("The reference file cannot be read: none of its 3 lines is a reference. It looks like CSV. Write each reference as one line of JSON.", request.Error);
        Assert.Contains(world.Logs, static line => line.Level == LogLevel.Warning && line.Text.Contains("It looks like CSV", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reference_that_comes_twice_is_answered_once()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2);

        var request = await world.PushAsync(Reference(A), Reference(B), Reference(A));
        var outcome = await world.EndOfAsync(request.Id);

        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
        Assert.Equal((2, 1), (outcome.Counts.Enhanced, outcome.Counts.Duplicates));
    }

    [Fact]
    public async Task An_empty_file_is_answered_with_an_empty_file()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2);

        var request = await world.PushAsync();
        var outcome = await world.EndOfAsync(request.Id);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.Equal(0, Assert.Single(request.Imports).Lines);
    }

    [Fact]
    public async Task A_request_that_comes_again_after_its_end_gives_the_same_bytes()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2, settings: [("Robot:Enhancer", "toy"), ("Limits:ChunkReferences", "50")]);
        var request = await world.PushReferencesAsync(300);
        await world.EndOfAsync(request.Id);
        var first = await ResultAsync(world);

        Assert.True((await world.Repository.Requests.PushAgainAsync(request)).IsAccepted);
        await world.Repository.Calls.WaitForAsync(CallKind.Upload, count: 2);
        await world.EndOfAsync(request.Id);

        Assert.Equal(first, await ResultAsync(world));

        Task<byte[]> ResultAsync(EndToEndWorld of) => File.ReadAllBytesAsync(of.Repository.Storage.PathOf($"enhancement_result/{request.Id}_robot.jsonl"));
    }

    [Fact]
    public async Task A_request_that_comes_again_during_its_run_starts_nothing()
    {
        var gate = new TaskCompletionSource();
        var enhancer = new DelegateEnhancer(async (_, cancellation) =>
        {
            await gate.Task.WaitAsync(cancellation);
            return DelegateEnhancer.Annotated("fine");
        });
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2, enhancer);
        var request = await world.PushAsync(Reference(A));
        await world.Repository.Calls.WaitForAsync(CallKind.Download);

        Assert.True((await world.Repository.Requests.PushAgainAsync(request)).IsAccepted);
        gate.SetResult();
        await world.EndOfAsync(request.Id);

        Assert.Single(request.Imports);
        Assert.Single(world.Repository.Calls.Of(CallKind.Download));
    }

    [RealReferencesFact]
    public async Task Real_references_come_back_with_one_answer_each()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2, settings: ("Robot:Enhancer", "toy"));

        var request = await world.PushFileAsync(Checkout.RealReferences!);
        await world.EndOfAsync(request.Id);

        var import = Assert.Single(request.Imports);
        Assert.True(import.IsOneAnswerEach);
        Assert.Equal(10, import.Enhanced);
    }

    private static string Reference(string id) => $$"""{"id":"{{id}}","visibility":"public"}""";

    private static string Nested(int depth) => $"{{\"x\":{new string('[', depth - 1)}1{new string(']', depth - 1)}}}";

    private static async Task<PushedRequest> PushSingleAsync(EndToEndWorld world, string? reference = null)
    {
        var request = await world.Repository.Requests.PushSingleAsync(world.Repository.Robot, Encoding.UTF8.GetBytes(reference ?? Reference(A)));
        Assert.True(request.RobotAnswer!.IsAccepted, request.Error);
        return request;
    }
}
