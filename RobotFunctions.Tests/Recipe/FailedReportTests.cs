using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using static RobotFunctions.Core.Steps.StepDefinitions;

namespace RobotFunctions.Tests.Recipe;

/// <summary>A report that does not arrive becomes a dead letter.</summary>
public sealed class FailedReportTests : RecipeInVirtualTime
{
    [Fact]
    public void A_callback_that_cannot_be_delivered_is_kept_as_a_dead_letter()
    {
        Engine.On(ReportResult, _ => Trouble);

        var outcome = Run(Pushed);

        Assert.Equal(RunEnd.DeadLettered, outcome.End);
        var letter = Assert.IsType<DeadLetterInput>(Engine.Calls.Single(call => call.Step == StoreDeadLetter.Name).Input);
        Assert.Equal(new DeadLetterInput(new ReportInput(Pushed, null), Trouble.Reason, Uncertain: false), letter);
    }

    [Fact]
    public void A_callback_that_may_have_arrived_is_kept_as_an_uncertain_dead_letter_and_not_sent_again()
    {
        Engine.On(ReportResult, _ => new StepFailure(FailureKind.Uncertain, "The reply was lost."));

        Assert.Equal(RunEnd.DeadLettered, Run(Pushed with { Generation = ApiGeneration.G1 }).End);
        Assert.Equal(1, Engine.Count("ReportResult"));
        Assert.True(Assert.IsType<DeadLetterInput>(Engine.Calls.Single(call => call.Step == StoreDeadLetter.Name).Input).Uncertain);
    }

    [Fact]
    public void A_dead_letter_is_kept_however_often_the_store_fails()
    {
        var failures = 0;
        Engine.On(ReportResult, _ => Hopeless);
        Engine.On(StoreDeadLetter, _ => ++failures < 500 ? new StepFailure(FailureKind.Crashed, "Disk full.") : Unit.Value);

        Assert.Equal(RunEnd.DeadLettered, Run(Pushed).End);
        Assert.Equal(500, Engine.Count(StoreDeadLetter.Name));
    }

    [Fact]
    public void A_request_the_repository_does_not_know_yet_is_reported_again_for_a_minute()
    {
        Engine.On(ReportResult, _ => new StepFailure(FailureKind.NotFound, "404"));

        Assert.Equal(RunEnd.DeadLettered, Run(Pushed).End);
        Assert.InRange(Engine.Count("ReportResult"), 5, 8);
        Assert.InRange(Engine.Now - VirtualEngine.Start, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(64));
    }
}
