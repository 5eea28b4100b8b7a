using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Tests.Recipe;

/// <summary>A run keeps to the recipe that it began with.</summary>
public sealed class RunPlanTests
{
    private static readonly RunPlan Plan = RunPlan.From(new RepositoryOptions(), new PollingOptions(), new LimitsOptions());

    [Fact]
    public void A_stored_plan_keeps_its_recipe()
    {
        var segment = new ChunkSegment(Fakes.TestRobots.Batch(), 0, 1, Plan with { Recipe = RunPlan.CurrentRecipe });

        Assert.Equal(segment, JsonSerializer.Deserialize(JsonSerializer.Serialize(segment, StepJsonContext.Default.ChunkSegment), StepJsonContext.Default.ChunkSegment));
        Assert.Equal(RunPlan.CurrentRecipe, Plan.Recipe);
    }

    [Fact]
    public void A_plan_that_was_stored_before_recipes_had_versions_is_of_the_first()
    {
        var stored = JsonSerializer.SerializeToNode(new ChunkSegment(Fakes.TestRobots.Batch(), 0, 1, Plan), StepJsonContext.Default.ChunkSegment)!;
        Assert.True(stored["plan"]!.AsObject().Remove("recipe"));

        Assert.Equal(Plan with { Recipe = 1 }, JsonSerializer.Deserialize(stored, StepJsonContext.Default.ChunkSegment)!.Plan);
    }
}
