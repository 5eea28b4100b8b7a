using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Requests;
using static RobotFunctions.Tests.Simulator.ResultLines;

namespace RobotFunctions.Tests.Simulator;

/// <summary>What the repository makes of the result of a pushed batch.</summary>
public sealed class BatchCallbackTests : PushingRepository
{
    [Theory]
    [InlineData(ApiGeneration.G1, "/robot/enhancement/batch/", 200, 200)]
    [InlineData(ApiGeneration.G15, "/v1/enhancement-requests/batch-requests/{id}/results/", 202, 200)]
    [InlineData(ApiGeneration.G2, "/v1/enhancement-requests/{id}/results/", 202, 200)]
    [InlineData(ApiGeneration.G2, "/v1/enhancement-requests/batch-requests/{id}/results/", 202, 200)]
    public async Task A_batch_result_is_answered_with_the_status_of_its_generation(ApiGeneration generation, string path, int onSuccess, int onError)
    {
        var request = await PushBatchAsync(generation, First);
        await UploadAsync(Enhancement(First));

        var success = await ReportAsync(path, request, $$"""{"request_id":"{{request.Id}}","error":null}""");
        await request.SettledAsync(CancellationToken.None);
        var error = await ReportAsync(path, request, $$$"""{"request_id":"{{{request.Id}}}","error":{"message":"no"}}""");

        Assert.Equal(onSuccess, success.Status);
        Assert.Equal(request.Id.ToString(), success["id"]);
        Assert.Equal("importing", success["request_status"]);
        Assert.Equal(onError, error.Status);
        Assert.Equal("failed", error["request_status"]);
        Assert.Equal("no", error["error"]);
        Assert.Equal([null, "no"], Repository.Callbacks.All.Select(callback => callback.Error));
        Assert.Equal(1, Assert.Single(request.Imports).Enhanced);
    }

    [Fact]
    public async Task Some_answers_make_a_request_failed_in_part_and_none_make_it_failed()
    {
        var request = await PushBatchAsync(ApiGeneration.G2, First, Second);
        var path = $"/v1/enhancement-requests/{request.Id}/results/";
        var body = $$"""{"request_id":"{{request.Id}}","error":null}""";

        await UploadAsync(Enhancement(First));
        await ReportAsync(path, request, body);
        await request.SettledAsync(CancellationToken.None);
        Assert.Equal(RequestStatus.PartialFailed, request.Status);
        Assert.Equal(1, request.Imports[0].Missing);

        await UploadAsync();
        await ReportAsync(path, request, body);
        await Repository.Repository.ImportsEndedAsync();
        Assert.Equal(RequestStatus.Failed, request.Status);
        Assert.Equal("Result received but every enhancement failed.", request.Error);
    }

    [Fact]
    public async Task A_result_that_is_reported_twice_is_imported_twice()
    {
        var request = await PushBatchAsync(ApiGeneration.G2, First);
        await UploadAsync(Enhancement(First));
        var path = $"/v1/enhancement-requests/{request.Id}/results/";

        await ReportAsync(path, request, $$"""{"request_id":"{{request.Id}}"}""");
        await ReportAsync(path, request, $$"""{"request_id":"{{request.Id}}"}""");
        await Repository.Repository.ImportsEndedAsync();

        Assert.Equal(2, request.Imports.Count);
        Assert.Equal(2, request.Imports.Sum(import => import.Enhanced));
    }

    [Fact]
    public async Task A_wrong_signature_is_refused_and_remembered()
    {
        var request = await PushBatchAsync(ApiGeneration.G2, First);

        var answer = await Repository.CallAsync(
            HttpMethod.Post, $"/v1/enhancement-requests/{request.Id}/results/", $$"""{"request_id":"{{request.Id}}"}""", secret: "another");

        Assert.Equal(401, answer.Status);
        Assert.Equal("Signature is invalid.", answer["detail"]);
        Assert.Equal("Signature is invalid.", Assert.Single(Repository.Calls.Of(CallKind.Callback)).Signature?.Detail);
        Assert.Equal(RequestStatus.Accepted, request.Status);
        Assert.Empty(Repository.Callbacks.All);
    }
}
