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
    public void The_first_refresh_after_a_refusal_does_not_wait()
    {
        var answers = new Queue<StepOutcome<UploadedResults>>([Refused, new UploadedResults(300)]);
        Engine.On(UploadResults, _ => answers.Dequeue());

        Run(Pushed);

        var uploads = Engine.Calls.Where(static call => call.Step == "UploadResults").Select(static call => call.At).ToList();
        Assert.Equal(uploads[0], uploads[1]);
    }

    [Theory]
    [InlineData(ApiGeneration.G1)]
    [InlineData(ApiGeneration.G2)]
    public void Refusals_that_pass_within_minutes_are_waited_out(ApiGeneration generation)
    {
        Engine.On(DownloadReferences, _ => Engine.Now < VirtualEngine.Start.AddMinutes(9) ? Refused : new DownloadedReferences(1, 10, 0, 100));

        Assert.Equal(RunEnd.Delivered, Run(Pushed with { Generation = generation }).End);
        Assert.InRange(Engine.Count("DownloadReferences"), 5, 15);
        Assert.Equal(generation == ApiGeneration.G1 ? 0 : Engine.Count("DownloadReferences") - 1, Engine.Count("RefreshUrls"));
    }

    [Theory]
    [InlineData(ApiGeneration.G1)]
    [InlineData(ApiGeneration.G2)]
    public void A_url_that_stays_refused_for_a_quarter_of_an_hour_fails_the_run(ApiGeneration generation)
    {
        Engine.On(UploadResults, _ => Refused);

        Assert.Equal(RunEnd.ErrorDelivered, Run(Pushed with { Generation = generation }).End);
        Assert.InRange(Engine.Now - VirtualEngine.Start, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(15.1));
    }

    [Fact]
    public void An_impatient_run_does_not_wait_longer_for_a_refused_url_than_for_anything_else()
    {
        Engine.On(UploadResults, _ => Refused);

        Run(Pushed, Plan with { RetryTimeout = TimeSpan.FromSeconds(10) });

        Assert.InRange(Engine.Now - VirtualEngine.Start, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void Urls_that_expire_again_after_hours_of_other_trouble_are_refreshed_as_if_for_the_first_time()
    {
        var trouble = Enumerable.Repeat<StepOutcome<UploadedResults>>(Trouble, 25);
        var answers = new Queue<StepOutcome<UploadedResults>>([Refused, .. trouble, Refused, .. trouble, Refused, new UploadedResults(300)]);
        Engine.On(UploadResults, _ => answers.Dequeue()).On(RefreshUrls, _ => new RefreshedUrls(Engine.Now));

        Assert.Equal(RunEnd.Delivered, Run(Pushed).End);
        Assert.Equal(3, Engine.Count("RefreshUrls"));
    }

    [Theory]
    [InlineData(ApiGeneration.G1, 0)]
    [InlineData(ApiGeneration.G2, 3)]
    public void A_run_of_the_first_recipe_refreshes_three_times_without_a_wait(ApiGeneration generation, int refreshes)
    {
        Engine.On(DownloadReferences, _ => Refused);

        Assert.Equal(RunEnd.ErrorDelivered, Run(Pushed with { Generation = generation }, Plan with { Recipe = 1 }).End);
        Assert.Equal(refreshes, Engine.Count("RefreshUrls"));
        Assert.All(Engine.Calls.Where(static call => call.Step == "DownloadReferences"), static call => Assert.Equal(VirtualEngine.Start, call.At));
    }

    [Fact]
    public void Old_urls_are_refreshed_before_the_upload()
    {
        Engine.Durations["EnhanceChunk"] = TimeSpan.FromMinutes(25);

        Run(Pushed);

        Assert.Equal("RefreshUrls", Engine.Names.ElementAt(Engine.Names.ToList().IndexOf("UploadResults") - 1));
    }
}
