using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using static RobotFunctions.Core.Steps.StepDefinitions;

namespace RobotFunctions.Tests.Recipe;

/// <summary>A batch in which all goes well.</summary>
public sealed class EnhanceBatchTests : RecipeInVirtualTime
{
    [Fact]
    public void A_batch_is_downloaded_enhanced_uploaded_and_reported_in_that_order_and_then_its_payloads_are_deleted()
    {
        var outcome = Run(Pushed);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.Equal(new EntryCounts(27, 3, 0, 1), outcome.Counts);
        Assert.Equal(
            ["DownloadReferences", "EnhanceChunk", "EnhanceChunk", "EnhanceChunk", "UploadResults", "ReportResult", "DeletePayloads"],
            Engine.Names);
    }

    [Fact]
    public void The_upload_is_told_the_exact_length_of_all_result_chunks()
    {
        Run(Pushed);

        Assert.Equal(new UploadInput(Pushed, 3, 300), Engine.Calls.Single(call => call.Step == "UploadResults").Input);
    }

    [Fact]
    public void A_single_request_is_not_uploaded()
    {
        var outcome = Run(Pushed with { Origin = BatchOrigin.Single, Generation = ApiGeneration.G1 });

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.DoesNotContain("UploadResults", Engine.Names);
    }

    [Fact]
    public void The_first_callback_waits_for_its_moment_after_the_202()
    {
        Run(Pushed);

        Assert.Equal(VirtualEngine.Start.AddSeconds(2), Engine.Calls.Single(call => call.Step == "ReportResult").At);
    }

    [Fact]
    public void A_polled_batch_is_reported_at_once()
    {
        Run(Polled);

        Assert.Equal(VirtualEngine.Start, Engine.Calls.Single(call => call.Step == "ReportResult").At);
    }

    [Fact]
    public void No_more_chunks_than_the_window_are_enhanced_at_once()
    {
        Engine.Durations["EnhanceChunk"] = TimeSpan.FromMinutes(1);
        Engine.On(DownloadReferences, _ => new DownloadedReferences(9, 90, 0, 9000));

        Run(Pushed);

        Assert.Equal(2, Engine.MostAtOnce);
        Assert.Equal(Enumerable.Range(0, 9), Chunks());
    }

    [Fact]
    public void A_batch_of_many_chunks_is_enhanced_in_parts_that_cover_each_chunk_once()
    {
        Engine.On(DownloadReferences, _ => new DownloadedReferences(10, 100, 0, 9000));

        var outcome = Run(Pushed, Plan with { ChunksPerSegment = 4 });

        Assert.Equal(3, Engine.Parts);
        Assert.Equal(Enumerable.Range(0, 10), Chunks());
        Assert.Equal(90, outcome.Counts.Enhanced);
    }

    [Fact]
    public void Progress_names_each_phase_in_turn_and_counts_chunk_by_chunk()
    {
        Run(Pushed);

        Assert.Equal(
            [RunPhase.Downloading, RunPhase.Enhancing, RunPhase.Uploading, RunPhase.Reporting],
            Engine.Progress.Select(progress => progress.Phase).Distinct());
        Assert.Equal([1, 11, 21, 31], Engine.Progress.Where(progress => progress.Phase == RunPhase.Enhancing).Select(progress => progress.Counts.Done).Distinct());
        Assert.All(Engine.Progress.Skip(1), progress => Assert.Equal(31, progress.Total));
    }
}
