using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Steps;
using static RobotFunctions.Core.Steps.StepDefinitions;

namespace RobotFunctions.Tests.Recipe;

/// <summary>The lease is renewed beside the work, and a run that lost it reports nothing.</summary>
public sealed class LeasedRunTests : RecipeInVirtualTime
{
    [Fact]
    public void A_run_of_three_lease_times_renews_at_half_its_time_and_finishes()
    {
        Engine.Durations["EnhanceChunk"] = TimeSpan.FromMinutes(16);

        var outcome = Run(Polled);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.Equal(
            [5, 10, 15, 20, 25, 30],
            Engine.Calls.Where(call => call.Step == "RenewLease").Select(call => (call.At - VirtualEngine.Start).TotalMinutes));
    }

    [Fact]
    public void A_lease_lost_in_the_middle_ends_the_run_without_report_and_deletes_its_payloads()
    {
        Engine.Durations["EnhanceChunk"] = TimeSpan.FromHours(1);
        Engine.On(RenewLease, _ => new StepFailure(FailureKind.LeaseLost, "This batch has no pending enhancements."));

        var outcome = Run(Polled);

        Assert.Equal(RunEnd.LeaseLost, outcome.End);
        Assert.True(Engine.Stopped);
        Assert.Empty(Reports());
        Assert.Equal("DeletePayloads", Engine.Names.Last());
    }

    [Fact]
    public void A_renewal_that_fails_is_tried_again_before_the_lease_ends()
    {
        var answers = new Queue<StepOutcome<RenewedLease>>([Trouble, Trouble, new RenewedLease(VirtualEngine.Start), new RenewedLease(VirtualEngine.Start)]);
        Engine.Durations["EnhanceChunk"] = TimeSpan.FromMinutes(6);
        Engine.On(RenewLease, _ => answers.Dequeue());

        Assert.Equal(RunEnd.Delivered, Run(Polled).End);
        var renewals = Engine.Calls.Where(call => call.Step == "RenewLease").Select(call => call.At).ToList();
        Assert.True(renewals[2] < VirtualEngine.Start.AddMinutes(6));
    }

    [Fact]
    public void A_lease_lost_while_reporting_asks_once_more_since_the_lost_reply_may_have_been_an_acceptance()
    {
        var answers = new Queue<StepOutcome<Reported>>([.. Enumerable.Repeat<StepOutcome<Reported>>(Trouble, 8), new Reported(422, Repeated: true)]);
        Engine.On(ReportResult, _ => answers.Dequeue());
        Engine.On(RenewLease, _ => new StepFailure(FailureKind.LeaseLost, "Nothing is left to renew."));

        Assert.Equal(RunEnd.Delivered, Run(Polled).End);
    }
}
