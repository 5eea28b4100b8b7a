using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.HostTests.Configuration;

/// <summary>What the app tells the Functions host of its functions.</summary>
public sealed class FunctionMetadataTests
{
    [Theory]
    [InlineData("batch", "batch", "post", "Anonymous")]
    [InlineData("single", "single", "post", "Anonymous")]
    [InlineData("health", "health", "get", "Anonymous")]
    [InlineData("ready", "ready", "get", "Anonymous")]
    [InlineData("requests", "requests", "get", "Function")]
    [InlineData("request", "requests/{id}", "get", "Function")]
    [InlineData("cancel", "requests/{id}/cancel", "post", "Function")]
    [InlineData("redeliver", "requests/{id}/redeliver", "post", "Function")]
    public async Task Each_door_has_its_route_and_operators_need_a_key(string name, string route, string method, string level)
    {
        var endpoint = await TriggerAsync(name, "httpTrigger");

        Assert.Equal(route, endpoint.GetProperty("route").GetString());
        Assert.Equal([method], endpoint.GetProperty("methods").EnumerateArray().Select(static method => method.GetString()));
        Assert.Equal(level, endpoint.GetProperty("authLevel").GetString());
    }

    [Fact]
    public async Task There_is_no_other_endpoint() =>
        Assert.Equal(8, (await FunctionsAsync()).Count(function => Bindings(function).Any(binding => Type(binding) == "httpTrigger")));

    [Theory]
    [InlineData("queue-requests", "robot-requests")]
    [InlineData("queue-requests-poison", "robot-requests-poison")]
    [InlineData("queue-redeliver", "robot-redeliver")]
    [InlineData("queue-redeliver-poison", "robot-redeliver-poison")]
    public async Task Each_queue_has_its_function(string name, string queue) =>
        Assert.Equal(queue, (await TriggerAsync(name, "queueTrigger")).GetProperty("queueName").GetString());

    [Theory]
    [InlineData("poll", "*/15 * * * * *")]
    [InlineData("report", "*/30 * * * * *")]
    [InlineData("remind-of-dead-letters", "0 0 * * * *")]
    [InlineData("purge-history", "0 0 3 * * *")]
    public async Task Each_timer_has_its_schedule(string name, string schedule) =>
        Assert.Equal(schedule, (await TriggerAsync(name, "timerTrigger")).GetProperty("schedule").GetString());

    [Theory]
    [InlineData(nameof(EnhanceBatch))]
    [InlineData(nameof(EnhanceChunks))]
    public Task Each_orchestration_has_the_name_that_histories_have(string name) => TriggerAsync(name, "orchestrationTrigger");

    [Fact]
    public async Task Each_step_is_an_activity_of_its_name_and_there_is_one_that_claims()
    {
        var steps = typeof(StepDefinitions).GetProperties()
            .Select(static step => (string)step.PropertyType.GetProperty("Name")!.GetValue(step.GetValue(null))!);

        var activities = (await FunctionsAsync()).Where(static function => Bindings(function).Any(static binding => Type(binding) == "activityTrigger"));

        Assert.Equal(steps.Append(ClaimNextActivity.Name).Order(), activities.Select(static function => function.Name!).Order());
    }

    private static async Task<JsonElement> TriggerAsync(string function, string type) => Assert.Single(
        Bindings(Assert.Single(await FunctionsAsync(), candidate => candidate.Name == function)),
        binding => Type(binding) == type);

    private static async Task<IEnumerable<IFunctionMetadata>> FunctionsAsync() =>
        await new GeneratedFunctionMetadataProvider().GetFunctionMetadataAsync("");

    private static IEnumerable<JsonElement> Bindings(IFunctionMetadata function) =>
        function.RawBindings!.Select(static binding => JsonElement.Parse(binding));

    private static string? Type(JsonElement binding) => binding.GetProperty("type").GetString();
}
