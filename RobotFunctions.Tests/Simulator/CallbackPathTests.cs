using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Tests.Simulator;

/// <summary>Where each generation takes its results, and where it does not.</summary>
public sealed class CallbackPathTests : PushingRepository
{
    [Theory]
    [InlineData(ApiGeneration.G1, "/robot/enhancement/single/", 404, "EnhancementRequest")]
    [InlineData(ApiGeneration.G1, "/robot/enhancement/batch/", 404, "BatchEnhancementRequest")]
    [InlineData(ApiGeneration.G15, "/v1/enhancement-requests/batch-requests/" + Unknown + "/results/", 404, "BatchEnhancementRequest")]
    [InlineData(ApiGeneration.G2, "/v1/enhancement-requests/" + Unknown + "/results/", 404, "EnhancementRequest")]
    [InlineData(ApiGeneration.G2, "/v1/enhancement-requests/8f2d3c4b-0000-4000-8000-000000000002/results/", 422, "EnhancementRequest")]
    public async Task A_result_for_a_request_there_is_not_tells_so(ApiGeneration generation, string path, int status, string model)
    {
        await StartAsync(generation);

        var answer = await Repository.CallAsync(HttpMethod.Post, path, $$$"""{"request_id":"{{{Unknown}}}","error":{"message":"x"}}""");

        Assert.Equal(status, answer.Status);
        Assert.Equal($"{model} with id {Unknown} does not exist.", answer["detail"]);
    }

    [Theory]
    [InlineData(ApiGeneration.G1, "/v1/enhancement-requests/" + Unknown + "/results/")]
    [InlineData(ApiGeneration.G15, "/robot/enhancement/batch/")]
    [InlineData(ApiGeneration.G2, "/v1/enhancement-requests/single-requests/" + Unknown + "/results/")]
    [InlineData(ApiGeneration.G3, "/v1/enhancement-requests/" + Unknown + "/results/")]
    public async Task The_paths_of_another_generation_are_not_there(ApiGeneration generation, string path)
    {
        await StartAsync(generation);

        var answer = await Repository.CallAsync(HttpMethod.Post, path, "{}");

        Assert.Equal(404, answer.Status);
        Assert.Equal("Not Found", answer["detail"]);
    }

    [Fact]
    public async Task A_path_without_its_last_slash_is_sent_to_the_one_with_it()
    {
        await StartAsync(ApiGeneration.G1);

        var answer = await Repository.CallAsync(HttpMethod.Post, "/robot/enhancement/batch", "{}");

        Assert.Equal(307, answer.Status);
        Assert.Equal(new Uri(Repository.Url, "/robot/enhancement/batch/"), answer.Headers.Location);
    }
}
