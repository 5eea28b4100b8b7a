using RobotFunctions.Core.Batches;
using static RobotFunctions.Core.Steps.StepDefinitions;

namespace RobotFunctions.Tests.Recipe;

public sealed class CancelledRunTests : RecipeInVirtualTime
{
    [Fact]
    public void A_cancelled_push_stops_its_steps_and_reports_the_cancellation()
    {
        Engine.Durations["EnhanceChunk"] = TimeSpan.FromHours(1);
        Engine.At(TimeSpan.FromMinutes(5), Engine.Cancel);

        var outcome = Run(Pushed);

        Assert.True(Engine.Stopped);
        Assert.Equal(RunEnd.ErrorDelivered, outcome.End);
        Assert.Equal("An operator cancelled the run.", Reports().Single().Error);
        Assert.Equal(2, Chunks().Count());
    }

    [Fact]
    public void A_long_download_is_stopped_by_a_cancellation_too()
    {
        Engine.Durations["DownloadReferences"] = TimeSpan.FromHours(1);
        Engine.At(TimeSpan.FromMinutes(5), Engine.Cancel);

        Run(Pushed);

        Assert.True(Engine.Stopped);
    }

    [Fact]
    public void A_report_under_way_is_not_stopped_by_a_cancellation()
    {
        Engine.Durations["ReportResult"] = TimeSpan.FromMinutes(10);
        Engine.At(TimeSpan.FromMinutes(5), Engine.Cancel);

        Assert.Equal(RunEnd.Delivered, Run(Pushed).End);
        Assert.False(Engine.Stopped);
    }

    [Fact]
    public void A_cancelled_poll_lets_the_lease_lapse()
    {
        Engine.Durations["EnhanceChunk"] = TimeSpan.FromHours(1);
        Engine.At(TimeSpan.FromMinutes(5), Engine.Cancel);

        Assert.Equal(RunEnd.LeaseAbandoned, Run(Polled).End);
        Assert.Empty(Reports());
    }

    [Fact]
    public void Cancelling_while_the_repository_is_down_ends_in_a_dead_letter()
    {
        Engine.On(ReportResult, _ => Trouble);
        Engine.At(TimeSpan.FromMinutes(5), Engine.Cancel);

        Assert.Equal(RunEnd.DeadLettered, Run(Pushed).End);
        Assert.True(Engine.Now < VirtualEngine.Start.AddMinutes(6));
    }
}
