using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Reports;

namespace RobotFunctions.Tests.Reports;

public sealed class ReportedRunsTests
{
    [Fact]
    public void An_open_run_has_no_end_and_its_references_once_they_are_known()
    {
        Assert.Equal((RunStates.Running, null, null), Parts(ReportedRuns.Of(Runs.Open(1))));

        var known = ReportedRuns.Of(Runs.Open(1, total: 100, new EntryCounts(Enhanced: 40, Failed: 2, BadLines: 1, Duplicates: 3)));

        Assert.Equal((RunStates.Running, null, 100), Parts(known));
        Assert.Equal((46, 3), (known.Done, known.Failed));
    }

    [Theory]
    [InlineData(RunEnd.Delivered, null, RunStates.Succeeded)]
    [InlineData(RunEnd.ErrorDelivered, "The file is gone.", RunStates.Failed)]
    [InlineData(RunEnd.DeadLettered, "The callback was refused.", RunStates.Failed)]
    [InlineData(RunEnd.LeaseLost, "The lease ended.", RunStates.Abandoned)]
    [InlineData(RunEnd.LeaseAbandoned, "A key is refused.", RunStates.Abandoned)]
    public void An_ended_run_has_the_state_of_its_end_and_the_reason(RunEnd end, string? reason, string state)
    {
        var run = Runs.Ended(1, at: 5, end, reason);

        var reported = ReportedRuns.Of(run);

        Assert.Equal((state, run.UpdatedAt, reason), (reported.State, reported.EndedAt, reported.Problem));
    }

    [Theory]
    [InlineData(RunEnd.ErrorDelivered)]
    [InlineData(RunEnd.LeaseAbandoned)]
    public void A_run_that_an_operator_cancelled_is_cancelled(RunEnd end) =>
        Assert.Equal(RunStates.Cancelled, ReportedRuns.Of(Runs.Ended(1, end: end, reason: StepFailure.Cancelled.Reason)).State);

    [Fact]
    public void A_delivered_result_without_a_single_enhancement_is_a_failure()
    {
        var run = Runs.Ended(1) with { Outcome = new RunOutcome(RunEnd.Delivered, new EntryCounts(Enhanced: 0, Failed: 5, BadLines: 0, Duplicates: 0)) };

        Assert.Equal(RunStates.Failed, ReportedRuns.Of(run).State);
    }

    [Fact]
    public void A_reason_is_made_such_that_the_Hub_takes_it()
    {
        var problem = ReportedRuns.Of(Runs.Ended(1, end: RunEnd.DeadLettered, reason: "A\0b\u0007" + new string('x', 995) + "\U0001F600")).Problem!;

        Assert.Equal(999, problem.Length);
        Assert.StartsWith("A b x", problem, StringComparison.Ordinal);
    }

    private static (string State, DateTimeOffset? EndedAt, int? References) Parts(ReportedRun run) => (run.State, run.EndedAt, run.References);
}
