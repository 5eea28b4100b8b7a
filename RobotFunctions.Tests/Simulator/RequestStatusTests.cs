using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;
using static RobotFunctions.Tests.Simulator.ResultLines;

namespace RobotFunctions.Tests.Simulator;

/// <summary>Asking how a request stands, and who may.</summary>
public sealed class RequestStatusTests : PushingRepository
{
    [Theory]
    [InlineData(ApiGeneration.G15, "/v1/enhancement-requests/batch-requests/{id}/")]
    [InlineData(ApiGeneration.G2, "/v1/enhancement-requests/{id}/")]
    public async Task Asking_how_a_request_stands_gives_new_URLs_that_work(ApiGeneration generation, string path)
    {
        var request = await PushBatchAsync(generation, First, Second);
        Repository.Storage.ExpireUrls();

        var answer = await Repository.CallAsync(HttpMethod.Get, path.Replace("{id}", request.Id.ToString(), StringComparison.Ordinal));

        Assert.Equal(200, answer.Status);
        Assert.Equal("accepted", answer["request_status"]);
        Assert.Equal([First, Second], answer.Json.GetProperty("reference_ids").EnumerateArray().Select(id => id.GetString()));
        Assert.Null(answer["validation_result_url"]);
        Assert.Equal(200, (await Repository.CallStorageAsync(HttpMethod.Get, answer["reference_data_url"]!)).Status);
        Assert.Equal(201, (await Repository.UploadAsync(answer["result_storage_url"]!, Enhancement(First))).Status);
        Assert.True(Assert.Single(Repository.Calls.Of(CallKind.RequestStatus)).Signature!.Value.IsAccepted);
    }

    [Fact]
    public async Task In_G1_a_signature_does_not_open_the_status()
    {
        var request = await PushBatchAsync(ApiGeneration.G1, First);

        var answer = await Repository.CallAsync(HttpMethod.Get, $"/references/enhancement/batch/request/{request.Id}/");

        Assert.Equal(401, answer.Status);
    }

    [Fact]
    public async Task A_secret_that_was_replaced_is_worthless_at_once()
    {
        var request = await PushBatchAsync(ApiGeneration.G2, First);
        Repository.Robot.RotateSecret("the new one");
        var path = $"/v1/enhancement-requests/{request.Id}/";

        Assert.Equal(401, (await Repository.CallAsync(HttpMethod.Get, path)).Status);
        Assert.Equal(200, (await Repository.CallAsync(HttpMethod.Get, path, secret: "the new one")).Status);
    }
}
