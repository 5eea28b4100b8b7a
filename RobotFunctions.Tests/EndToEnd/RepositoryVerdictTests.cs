using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Operators;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.EndToEnd;

/// <summary>An operator who looks at an ended run sees what the repository made of it.</summary>
public sealed class RepositoryVerdictTests
{
    private const string A = "3a533776-c9ad-4aac-a089-00000000000a";
    private const string B = "0198c1a2-7b3c-7def-8123-00000000000b";

    [Theory]
    [InlineData(ApiGeneration.G15)]
    [InlineData(ApiGeneration.G2)]
    public async Task The_status_and_the_counts_of_a_pushed_request_are_those_of_the_repository(ApiGeneration generation)
    {
        var (world, run) = await DeliverAsync(generation);
        await using var _ = world;

        var verdict = (await ShowAsync(world, run)).Verdict!;

        Assert.Equal(("partial_failed", 1L, 1L, null), (verdict.Status, verdict.Imported, verdict.Failed, verdict.Problem));
        Assert.Equal([$"reference {A}: It has no text."], verdict.FirstFailures!);
    }

    [Fact]
    public async Task A_failed_request_has_the_error_that_was_reported()
    {
        await using var world = await EndToEndWorld.StartAsync(ApiGeneration.G2);
        var request = await world.PushAsync("no reference at all");
        await world.EndOfAsync(request.Id);

        var verdict = (await ShowAsync(world, request.Id)).Verdict!;

        Assert.Equal("failed", verdict.Status);
        Assert.Contains("none of its 1 lines is a reference", verdict.Error, StringComparison.Ordinal);
        Assert.Null(verdict.Imported);
    }

    [Fact]
    public async Task A_G1_repository_is_not_asked()
    {
        var (world, run) = await DeliverAsync(ApiGeneration.G1);
        await using var _ = world;

        Assert.Null((await ShowAsync(world, run)).Verdict);
        Assert.Empty(world.Repository.Calls.Of(CallKind.RequestStatus));
    }

    [Fact]
    public async Task A_repository_that_cannot_answer_leaves_the_run_as_it_is_and_the_answer_says_so()
    {
        var (world, run) = await DeliverAsync(ApiGeneration.G2);
        await using var _ = world;
        world.Repository.Faults.Add(CallKind.RequestStatus, Fault.Answer(503, "down"));

        var shown = await ShowAsync(world, run);

        Assert.Equal(RunEnd.Delivered, shown.Outcome!.End);
        Assert.Equal("The repository is unavailable: 503, down", shown.Verdict!.Problem);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_ten_seconds_for_the_repository()
    {
        var (world, run) = await DeliverAsync(ApiGeneration.G2);
        await using var _ = world;
        world.Repository.Faults.Add(CallKind.RequestStatus, Fault.Hang);

        var shown = await ShowAsync(world, run);

        Assert.Equal("The repository did not answer within 10 seconds. Ask again later.", shown.Verdict!.Problem);
    }

    [Fact]
    public async Task A_validation_file_that_cannot_be_read_leaves_the_status()
    {
        var (world, run) = await DeliverAsync(ApiGeneration.G2);
        await using var _ = world;
        world.Repository.Faults.Add(CallKind.Download, Fault.Answer(200, "<html>"));

        var verdict = (await ShowAsync(world, run)).Verdict!;

        Assert.Equal("partial_failed", verdict.Status);
        Assert.Contains("it is not JSON Lines", verdict.Problem, StringComparison.Ordinal);
    }

    private static async Task<(EndToEndWorld World, BatchId Run)> DeliverAsync(ApiGeneration generation)
    {
        var enhancer = new DelegateEnhancer((reference, _) => ValueTask.FromResult(
            reference.Id.ToString() == A ? EnhancerOutcome.Failed("It has no text.") : DelegateEnhancer.Annotated("fine")));
        var world = await EndToEndWorld.StartAsync(generation, enhancer);
        var request = await world.PushAsync($$"""{"id":"{{A}}"}""", $$"""{"id":"{{B}}"}""");
        await world.EndOfAsync(request.Id);
        return (world, request.Id);
    }

    private static async Task<RunStatus> ShowAsync(EndToEndWorld world, BatchId run) =>
        (await world.Services.GetRequiredService<OperatorService>().FindAsync(run.ToString(), default)).Value!;
}
