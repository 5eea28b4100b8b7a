using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using static RobotFunctions.Core.Steps.StepDefinitions;

namespace RobotFunctions.Tests.Recipe;

public sealed class RefusedUrlTests : RecipeInVirtualTime
{
    [Fact]
    public void A_refused_url_is_refreshed_and_the_step_tried_again()
    {
        var answers = new Queue<StepOutcome<UploadedResults>>([Refused, new UploadedResults(300)]);
        Engine.On(UploadResults, _ => answers.Dequeue());

        Assert.Equal(RunEnd.Delivered, Run(Pushed).End);
        Assert.Equal(1, Engine.Count("RefreshUrls"));
    }

    [Fact]
    public void A_url_that_stays_refused_fails_the_run_after_three_refreshes()
    {
        Engine.On(UploadResults, _ => Refused);

        Assert.Equal(RunEnd.ErrorDelivered, Run(Pushed).End);
        Assert.Equal(3, Engine.Count("RefreshUrls"));
    }

    [Fact]
    public void A_refused_url_is_final_in_G1_which_cannot_refresh()
    {
        Engine.On(DownloadReferences, _ => Refused);

        Assert.Equal(RunEnd.ErrorDelivered, Run(Pushed with { Generation = ApiGeneration.G1 }).End);
        Assert.DoesNotContain("RefreshUrls", Engine.Names);
    }

    [Fact]
    public void Old_urls_are_refreshed_before_the_upload()
    {
        Engine.Durations["EnhanceChunk"] = TimeSpan.FromMinutes(25);

        Run(Pushed);

        Assert.Equal("RefreshUrls", Engine.Names.ElementAt(Engine.Names.ToList().IndexOf("UploadResults") - 1));
    }
}
