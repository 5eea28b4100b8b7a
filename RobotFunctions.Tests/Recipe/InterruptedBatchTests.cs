using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;
using static RobotFunctions.Core.Steps.StepDefinitions;

namespace RobotFunctions.Tests.Recipe;

/// <summary>A large batch is interrupted in each of its phases, by an operator or by a lost lease.</summary>
public sealed class InterruptedBatchTests : RecipeInVirtualTime
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    // An upload that ends well leaves a whole result, which is still reported once.
    public static TheoryData<string, bool> Phases => new()
    {
        { "DownloadReferences", true },
        { "DownloadReferences", false },
        { "EnhanceChunk", true },
        { "EnhanceChunk", false },
        { "UploadResults", true },
    };

    [Theory]
    [MemberData(nameof(Phases))]
    public void Nothing_begins_after_a_large_batch_was_cancelled(string during, bool stepFails)
    {
        Engine.At(Interrupt(during, stepFails), Engine.Cancel);

        var outcome = Run(Polled, Plan with { ChunksPerSegment = 4 });

        AssertNothingWorksAfterTheInterruption();
        Assert.Equal((RunEnd.LeaseAbandoned, StepFailure.Cancelled.Reason), (outcome.End, outcome.Reason));
    }

    [Theory]
    [MemberData(nameof(Phases))]
    public void Nothing_begins_after_a_large_batch_lost_its_lease_and_that_is_how_it_ends(string during, bool stepFails)
    {
        var lostAt = Interrupt(during, stepFails);
        Engine.On(RenewLease, _ => Engine.Now - VirtualEngine.Start < lostAt
            ? new RenewedLease(VirtualEngine.Start)
            : new StepFailure(FailureKind.LeaseLost, "This batch has no pending enhancements."));

        var outcome = Run(Polled, Plan with { ChunksPerSegment = 4 });

        AssertNothingWorksAfterTheInterruption();
        Assert.Equal((RunEnd.LeaseLost, "This batch has no pending enhancements."), (outcome.End, outcome.Reason));
    }

    [Fact]
    public void A_run_of_the_first_recipe_goes_on_to_the_end_of_the_segment_as_its_history_says()
    {
        Engine.At(Interrupt("DownloadReferences", stepFails: false), Engine.Cancel);

        Run(Polled, Plan with { ChunksPerSegment = 4, Recipe = 1 });

        Assert.Equal(1, Engine.Parts);
    }

    /// <summary>A batch of twelve chunks of which one step takes long; the time is in the middle of it.</summary>
    private TimeSpan Interrupt(string during, bool stepFails)
    {
        Engine.On(DownloadReferences, _ => During<DownloadedReferences>("DownloadReferences", new(Chunks: 12, Lines: 120, Duplicates: 0, Bytes: 9000)));
        Engine.On(EnhanceChunk, _ => During<EnhancedChunk>("EnhanceChunk", new(new EntryCounts { Enhanced = 10 }, ResultBytes: 100)));
        Engine.On(UploadResults, _ => During<UploadedResults>("UploadResults", new(1200)));
        Engine.Durations[during] = Long;
        return Long / 2;

        StepOutcome<T> During<T>(string step, T value)
            where T : notnull => stepFails && step == during ? Hopeless : value;
    }

    private void AssertNothingWorksAfterTheInterruption() => Assert.DoesNotContain(
        Engine.Calls,
        call => call.Step is not ("DeletePayloads" or "RenewLease") && call.At - VirtualEngine.Start > Long / 2);
}
