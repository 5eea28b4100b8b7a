using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Requests;
using static RobotFunctions.Tests.Simulator.ResultLines;

namespace RobotFunctions.Tests.Simulator;

/// <summary>What the repository makes of the result of a single request.</summary>
public sealed class SingleCallbackTests : PushingRepository
{
    [Theory]
    [InlineData(ApiGeneration.G1, "/robot/enhancement/single/", 200)]
    [InlineData(ApiGeneration.G15, "/v1/enhancement-requests/single-requests/{id}/results/", 201)]
    public async Task A_single_result_is_completed_at_once(ApiGeneration generation, string path, int onSuccess)
    {
        var request = await PushSingleAsync(generation);

        var answer = await ReportAsync(path, request, $$"""{"request_id":"{{request.Id}}","error":null,"enhancement":{{Enhancement(First)}}}""");

        Assert.Equal(onSuccess, answer.Status);
        Assert.Equal("completed", answer["request_status"]);
        Assert.Equal(First, answer["reference_id"]);
        Assert.Equal(RequestStatus.Completed, request.Status);
        Assert.True(Assert.Single(request.Imports).IsOneAnswerEach);
    }

    [Theory]
    [InlineData(ApiGeneration.G1, "/robot/enhancement/single/")]
    [InlineData(ApiGeneration.G15, "/v1/enhancement-requests/single-requests/{id}/results/")]
    public async Task A_single_error_fails_the_request(ApiGeneration generation, string path)
    {
        var request = await PushSingleAsync(generation);

        var answer = await ReportAsync(path, request, $$$"""{"request_id":"{{{request.Id}}}","error":{"message":"too hard"}}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal(RequestStatus.Failed, request.Status);
        Assert.Equal("too hard", request.Error);
        Assert.Equal("too hard", Assert.Single(Assert.Single(request.Imports).FailedByMessage).Key);
    }

    [Theory]
    [InlineData("""{"request_id":"{id}"}""")]
    [InlineData("""{"request_id":"{id}","error":{"message":"x"},"enhancement":{enhancement}}""")]
    [InlineData("""{"request_id":"{id}","enhancement":{"reference_id":"3a533776-c9ad-4aac-a089-d654d509490c"}}""")]
    [InlineData("""{"enhancement":{enhancement}}""")]
    [InlineData("""{"request_id":"not a uuid","error":{"message":"x"}}""")]
    [InlineData("""{"request_id":"{id}","error":"text"}""")]
    [InlineData("""{"request_id":"{id}","error":{"message":3}}""")]
    [InlineData("""[]""")]
    [InlineData("""{""")]
    public async Task A_single_result_that_does_not_fit_the_model_is_refused_with_a_list(string body)
    {
        var request = await PushSingleAsync(ApiGeneration.G1);

        var answer = await ReportAsync("/robot/enhancement/single/", request, body.Replace("{enhancement}", Enhancement(First), StringComparison.Ordinal));

        Assert.Equal(422, answer.Status);
        Assert.NotEmpty(answer.Json.GetProperty("detail").EnumerateArray().Single().GetProperty("msg").GetString()!);
        Assert.Equal(RequestStatus.Accepted, request.Status);
        Assert.Empty(Repository.Callbacks.All);
    }

    [Fact]
    public async Task An_enhancement_for_another_reference_is_refused_with_a_sentence()
    {
        var request = await PushSingleAsync(ApiGeneration.G1);

        var answer = await ReportAsync(
            "/robot/enhancement/single/", request, $$"""{"request_id":"{{request.Id}}","enhancement":{{Enhancement(Second)}}}""");

        Assert.Equal(422, answer.Status);
        Assert.Equal("Enhancement is for a different reference than requested.", answer["detail"]);
    }
}
