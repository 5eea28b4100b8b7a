using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;
using static RobotFunctions.Core.Steps.StepDefinitions;

namespace RobotFunctions.Tests.Recipe;

/// <summary>What the recipe does about a step that fails, by the kind of the failure.</summary>
public sealed class FailedStepTests : RecipeInVirtualTime
{
    [Fact]
    public void Transient_trouble_is_waited_out()
    {
        var answers = new Queue<StepOutcome<DownloadedReferences>>([Trouble, Trouble, new DownloadedReferences(1, 1, 0, 10)]);
        Engine.On(DownloadReferences, _ => answers.Dequeue());

        Assert.Equal(RunEnd.Delivered, Run(Pushed).End);
        Assert.Equal(3, Engine.Count("DownloadReferences"));
    }

    [Fact]
    public void Transient_trouble_that_outlives_the_patience_is_reported_as_an_error_when_pushed()
    {
        Engine.On(DownloadReferences, _ => Trouble);

        var outcome = Run(Pushed);

        Assert.Equal(RunEnd.ErrorDelivered, outcome.End);
        Assert.Equal(Trouble.Reason, Reports().Single().Error);
        Assert.InRange(Engine.Now - VirtualEngine.Start, TimeSpan.FromHours(5.8), TimeSpan.FromHours(6));
    }

    [Fact]
    public void Transient_trouble_that_outlives_the_patience_lets_the_lease_lapse_when_polled()
    {
        Engine.On(DownloadReferences, _ => Trouble);

        var outcome = Run(Polled, Plan with { RetryTimeout = TimeSpan.FromMinutes(1) });

        Assert.Equal(RunEnd.LeaseAbandoned, outcome.End);
        Assert.DoesNotContain("ReportResult", Engine.Names);
    }

    [Fact]
    public void A_permanent_failure_of_a_pushed_batch_is_reported_at_once_with_its_reason()
    {
        Engine.On(DownloadReferences, _ => Hopeless);

        Assert.Equal(RunEnd.ErrorDelivered, Run(Pushed).End);
        Assert.Equal([new ReportInput(Pushed, Hopeless.Reason)], Reports());
    }

    [Theory]
    [InlineData(true, RunEnd.ErrorDelivered)]
    [InlineData(false, RunEnd.LeaseAbandoned)]
    public void A_permanent_failure_of_a_polled_batch_is_reported_only_when_configured(bool report, RunEnd expected)
    {
        Engine.On(DownloadReferences, _ => Hopeless);

        Assert.Equal(expected, Run(Polled, Plan with { ReportPermanentErrors = report }).End);
    }

    [Fact]
    public void A_lost_payload_starts_the_run_over_from_the_download()
    {
        var answers = new Queue<StepOutcome<UploadedResults>>([new StepFailure(FailureKind.PayloadLost, "Gone."), new UploadedResults(300)]);
        Engine.On(UploadResults, _ => answers.Dequeue());

        var outcome = Run(Pushed);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.Equal(2, Engine.Count("DownloadReferences"));
        Assert.Equal(27, outcome.Counts.Enhanced);
    }

    [Fact]
    public void A_chunk_that_crashes_five_times_fails_the_run()
    {
        Engine.On(EnhanceChunk, input => input.Index == 1
            ? new StepFailure(FailureKind.Crashed, "NullReferenceException")
            : new EnhancedChunk(default, 10));

        Assert.Equal(RunEnd.ErrorDelivered, Run(Pushed).End);
        Assert.Equal(5, Engine.Calls.Count(call => call.Input is ChunkInput { Index: 1 }));
    }

    [Fact]
    public void A_misconfigured_robot_gives_back_what_it_polled_at_once_and_reports_no_error()
    {
        Engine.On(DownloadReferences, _ => Misconfigured);

        var outcome = Run(Polled);

        Assert.Equal((RunEnd.LeaseAbandoned, Misconfigured.Reason), (outcome.End, outcome.Reason));
        Assert.Equal(1, Engine.Count("DownloadReferences"));
        Assert.Empty(Reports());
    }

    [Fact]
    public void What_was_pushed_to_a_misconfigured_robot_waits_for_its_operator()
    {
        var answers = new Queue<StepOutcome<DownloadedReferences>>([.. Enumerable.Repeat<StepOutcome<DownloadedReferences>>(Misconfigured, 20), new DownloadedReferences(1, 1, 0, 10)]);
        Engine.On(DownloadReferences, _ => answers.Dequeue());

        Assert.Equal(RunEnd.Delivered, Run(Pushed).End);
    }
}
