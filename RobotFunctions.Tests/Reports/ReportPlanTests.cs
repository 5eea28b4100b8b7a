using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Reports;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Reports;

public sealed class ReportPlanTests
{
    private static readonly DateTimeOffset Now = FakeTimeProvider.DefaultStart;
    private static readonly ReportProgress Start = ReportProgress.From(Now);

    [Fact]
    public void A_robot_without_runs_sends_one_report_without_runs()
    {
        var plan = ReportPlan.Of(Start, [], Now.AddSeconds(30));

        Assert.Empty(Assert.Single(plan.Pages).Runs);
        Assert.Empty(plan.Next.Open);
        Assert.Empty(plan.Next.Told);
    }

    [Fact]
    public void Ends_come_first_the_oldest_first_and_open_runs_after_them()
    {
        var (open, late, early) = (Runs.Open(1), Runs.Ended(2, at: 20), Runs.Ended(3, at: 10));

        var plan = ReportPlan.Of(Start, [open, late, early], Now.AddSeconds(30));

        Assert.Equal([early.Id, late.Id, open.Id], Ids(Assert.Single(plan.Pages)));
        Assert.Equal([open.Id], plan.Next.Open);
    }

    [Fact]
    public void An_end_that_was_told_is_not_told_again_while_the_lists_overlap()
    {
        var ended = Runs.Ended(1, at: 10);
        var first = ReportPlan.Of(Start, [ended], Now.AddSeconds(30));

        var second = ReportPlan.Of(first.Next, [ended], Now.AddSeconds(60));

        Assert.Empty(Assert.Single(second.Pages).Runs);
    }

    [Fact]
    public void What_no_later_list_has_is_not_remembered()
    {
        var ended = Runs.Ended(1, at: 10);

        var plan = ReportPlan.Of(Start, [ended], Now.AddSeconds(10) + ReportProgress.Overlap + TimeSpan.FromTicks(1));

        Assert.Empty(plan.Next.Told);
        Assert.True(ended.UpdatedAt < plan.Next.ListSince);
    }

    [Theory]
    [InlineData(100, 0, 1)]
    [InlineData(101, 0, 2)]
    [InlineData(250, 30, 3)]
    [InlineData(0, 300, 1)]
    [InlineData(100, 1, 2)]
    public void No_report_has_more_than_a_hundred_runs_and_every_end_is_in_one(int ended, int open, int pages)
    {
        List<RunStatus> runs = [.. Enumerable.Range(0, ended).Select(static number => Runs.Ended(number, at: number)), .. Enumerable.Range(ended, open).Select(static number => Runs.Open(number))];

        var plan = ReportPlan.Of(Start, runs, Now.AddSeconds(300));

        Assert.Equal(pages, plan.Pages.Count);
        Assert.All(plan.Pages, static page => Assert.InRange(page.Runs.Count, 0, RobotReport.MaxRuns));
        Assert.Equal(ended, plan.Pages.SelectMany(static page => page.Ended).Distinct().Count());
        Assert.Equal(open, plan.Next.Open.Count);
    }

    [Fact]
    public void After_a_report_in_the_middle_was_not_accepted_the_rest_follows_and_nothing_twice()
    {
        List<RunStatus> runs = [.. Enumerable.Range(0, 150).Select(static number => Runs.Ended(number, at: number))];
        var first = ReportPlan.Of(Start, runs, Now.AddSeconds(300));

        var again = ReportPlan.Of(Start.With(first.Pages[0].Ended), runs, Now.AddSeconds(330));

        Assert.Equal(first.Pages[1].Ended, Assert.Single(again.Pages).Ended);
    }

    private static IEnumerable<BatchId> Ids(ReportPage page) => page.Runs.Select(static run => run.Id);
}
