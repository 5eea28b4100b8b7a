using System.Text;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Requests;
using static RobotFunctions.Tests.Simulator.ResultLines;

namespace RobotFunctions.Tests.Simulator;

/// <summary>A robot may be faster than the transaction that stores its request.</summary>
public sealed class CallbackBeforeCommitTests : PushingRepository
{
    private readonly TaskCompletionSource<BatchId> _committing = new();
    private readonly TaskCompletionSource _commit = new();

    [Fact]
    public async Task A_single_callback_before_the_commit_of_G1_finds_no_request()
    {
        await StartSlowToCommitAsync(ApiGeneration.G1);
        var push = Repository.Requests.PushSingleAsync(Repository.Robot, Encoding.UTF8.GetBytes(Reference(First)));
        var id = await _committing.Task;
        var body = $$"""{"request_id":"{{id}}","enhancement":{{Enhancement(First)}}}""";

        Assert.Equal(404, (await Repository.CallAsync(HttpMethod.Post, "/robot/enhancement/single/", body)).Status);

        _commit.SetResult();
        await push;
        Assert.Equal(200, (await Repository.CallAsync(HttpMethod.Post, "/robot/enhancement/single/", body)).Status);
    }

    [Fact]
    public async Task A_batch_callback_before_the_commit_fails_for_want_of_a_file_and_is_then_overwritten()
    {
        await StartSlowToCommitAsync(ApiGeneration.G2);
        var push = Repository.Requests.PushBatchAsync(Repository.Robot, await Repository.WriteLinesAsync(Reference(First)));
        var id = await _committing.Task;
        var request = Repository.Requests.Find(id)!;
        await UploadAsync(Enhancement(First));

        await Repository.CallAsync(HttpMethod.Post, $"/v1/enhancement-requests/{id}/results/", $$"""{"request_id":"{{id}}"}""");
        await request.SettledAsync(CancellationToken.None);
        Assert.Equal("Batch enhancement request has no result file. This should not happen.", request.Error);

        _commit.SetResult();
        await push;
        Assert.Equal(RequestStatus.Accepted, request.Status);
        Assert.Empty(request.Imports);
    }

    private Task StartSlowToCommitAsync(ApiGeneration generation) => StartAsync(generation, options => options with
    {
        BeforeCommit = id =>
        {
            _committing.SetResult(id);
            return _commit.Task;
        },
    });
}
