using System.Text;
using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.StandIn.Calls;
using RobotFunctions.Local.StandIn.Requests;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.StandIn;

public sealed class CallbackTests : IAsyncLifetime
{
    private const string Unknown = "8f2d3c4b-0000-4000-8000-000000000001";
    private const string First = "3a533776-c9ad-4aac-a089-d654d509490c";
    private const string Second = "3a533776-c9ad-4aac-a089-d654d509490d";

    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource<BatchId> _committing = new();
    private readonly TaskCompletionSource _commit = new();
    private LoopbackServer _robot = null!;
    private FakeRepository _repository = null!;

    public Task InitializeAsync()
    {
        _robot = LoopbackServer.Answering(202);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _repository.DisposeAsync();
        await _robot.DisposeAsync();
    }

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
        Assert.Equal([null, "no"], _repository.Callbacks.All.Select(callback => callback.Error));
        Assert.Equal(1, Assert.Single(request.Imports).Enhanced);
    }

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
        Assert.Empty(_repository.Callbacks.All);
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

    [Theory]
    [InlineData(ApiGeneration.G1, "/robot/enhancement/single/", 404, "EnhancementRequest")]
    [InlineData(ApiGeneration.G1, "/robot/enhancement/batch/", 404, "BatchEnhancementRequest")]
    [InlineData(ApiGeneration.G15, "/v1/enhancement-requests/batch-requests/" + Unknown + "/results/", 404, "BatchEnhancementRequest")]
    [InlineData(ApiGeneration.G2, "/v1/enhancement-requests/" + Unknown + "/results/", 404, "EnhancementRequest")]
    [InlineData(ApiGeneration.G2, "/v1/enhancement-requests/8f2d3c4b-0000-4000-8000-000000000002/results/", 422, "EnhancementRequest")]
    public async Task A_result_for_a_request_there_is_not_tells_so(ApiGeneration generation, string path, int status, string model)
    {
        _repository = await FakeRepository.StartAsync(generation, _time);

        var answer = await _repository.CallAsync(HttpMethod.Post, path, $$$"""{"request_id":"{{{Unknown}}}","error":{"message":"x"}}""");

        Assert.Equal(status, answer.Status);
        Assert.Equal($"{model} with id {Unknown} does not exist.", answer["detail"]);
    }

    [Theory]
    [InlineData(ApiGeneration.G15, "/v1/enhancement-requests/batch-requests/{id}/")]
    [InlineData(ApiGeneration.G2, "/v1/enhancement-requests/{id}/")]
    public async Task Asking_how_a_request_stands_gives_new_URLs_that_work(ApiGeneration generation, string path)
    {
        var request = await PushBatchAsync(generation, First, Second);
        _repository.Storage.ExpireUrls();

        var answer = await _repository.CallAsync(HttpMethod.Get, path.Replace("{id}", request.Id.ToString(), StringComparison.Ordinal));

        Assert.Equal(200, answer.Status);
        Assert.Equal("accepted", answer["request_status"]);
        Assert.Equal([First, Second], answer.Json.GetProperty("reference_ids").EnumerateArray().Select(id => id.GetString()));
        Assert.Null(answer["validation_result_url"]);
        Assert.Equal(200, (await _repository.CallStorageAsync(HttpMethod.Get, answer["reference_data_url"]!)).Status);
        Assert.Equal(201, (await _repository.UploadAsync(answer["result_storage_url"]!, Enhancement(First))).Status);
        Assert.True(Assert.Single(_repository.Calls.Of(CallKind.RequestStatus)).Signature!.Value.IsAccepted);
    }

    [Fact]
    public async Task In_G1_a_signature_does_not_open_the_status()
    {
        var request = await PushBatchAsync(ApiGeneration.G1, First);

        var answer = await _repository.CallAsync(HttpMethod.Get, $"/references/enhancement/batch/request/{request.Id}/");

        Assert.Equal(401, answer.Status);
    }

    [Theory]
    [InlineData(ApiGeneration.G1, "/v1/enhancement-requests/" + Unknown + "/results/")]
    [InlineData(ApiGeneration.G15, "/robot/enhancement/batch/")]
    [InlineData(ApiGeneration.G2, "/v1/enhancement-requests/single-requests/" + Unknown + "/results/")]
    [InlineData(ApiGeneration.G3, "/v1/enhancement-requests/" + Unknown + "/results/")]
    public async Task The_paths_of_another_generation_are_not_there(ApiGeneration generation, string path)
    {
        _repository = await FakeRepository.StartAsync(generation, _time);

        var answer = await _repository.CallAsync(HttpMethod.Post, path, "{}");

        Assert.Equal(404, answer.Status);
        Assert.Equal("Not Found", answer["detail"]);
    }

    [Fact]
    public async Task A_path_without_its_last_slash_is_sent_to_the_one_with_it()
    {
        _repository = await FakeRepository.StartAsync(ApiGeneration.G1, _time);

        var answer = await _repository.CallAsync(HttpMethod.Post, "/robot/enhancement/batch", "{}");

        Assert.Equal(307, answer.Status);
        Assert.Equal(new Uri(_repository.Url, "/robot/enhancement/batch/"), answer.Headers.Location);
    }

    [Fact]
    public async Task A_wrong_signature_is_refused_and_remembered()
    {
        var request = await PushBatchAsync(ApiGeneration.G2, First);

        var answer = await _repository.CallAsync(
            HttpMethod.Post, $"/v1/enhancement-requests/{request.Id}/results/", $$"""{"request_id":"{{request.Id}}"}""", secret: "another");

        Assert.Equal(401, answer.Status);
        Assert.Equal("Signature is invalid.", answer["detail"]);
        Assert.Equal("Signature is invalid.", Assert.Single(_repository.Calls.Of(CallKind.Callback)).Signature?.Detail);
        Assert.Equal(RequestStatus.Accepted, request.Status);
        Assert.Empty(_repository.Callbacks.All);
    }

    [Fact]
    public async Task A_secret_that_was_replaced_is_worthless_at_once()
    {
        var request = await PushBatchAsync(ApiGeneration.G2, First);
        _repository.Robot.RotateSecret("the new one");
        var path = $"/v1/enhancement-requests/{request.Id}/";

        Assert.Equal(401, (await _repository.CallAsync(HttpMethod.Get, path)).Status);
        Assert.Equal(200, (await _repository.CallAsync(HttpMethod.Get, path, secret: "the new one")).Status);
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
        await _repository.Repository.ImportsEndedAsync();
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
        await _repository.Repository.ImportsEndedAsync();

        Assert.Equal(2, request.Imports.Count);
        Assert.Equal(2, request.Imports.Sum(import => import.Enhanced));
    }

    [Fact]
    public async Task A_single_callback_before_the_commit_of_G1_finds_no_request()
    {
        await StartSlowToCommitAsync(ApiGeneration.G1);
        var push = _repository.Requests.PushSingleAsync(_repository.Robot, Encoding.UTF8.GetBytes(Reference(First)));
        var id = await _committing.Task;
        var body = $$"""{"request_id":"{{id}}","enhancement":{{Enhancement(First)}}}""";

        Assert.Equal(404, (await _repository.CallAsync(HttpMethod.Post, "/robot/enhancement/single/", body)).Status);

        _commit.SetResult();
        await push;
        Assert.Equal(200, (await _repository.CallAsync(HttpMethod.Post, "/robot/enhancement/single/", body)).Status);
    }

    [Fact]
    public async Task A_batch_callback_before_the_commit_fails_for_want_of_a_file_and_is_then_overwritten()
    {
        await StartSlowToCommitAsync(ApiGeneration.G2);
        var push = _repository.Requests.PushBatchAsync(_repository.Robot, await _repository.WriteLinesAsync(Reference(First)));
        var id = await _committing.Task;
        var request = _repository.Requests.Find(id)!;
        await UploadAsync(Enhancement(First));

        await _repository.CallAsync(HttpMethod.Post, $"/v1/enhancement-requests/{id}/results/", $$"""{"request_id":"{{id}}"}""");
        await request.SettledAsync(CancellationToken.None);
        Assert.Equal("Batch enhancement request has no result file. This should not happen.", request.Error);

        _commit.SetResult();
        await push;
        Assert.Equal(RequestStatus.Accepted, request.Status);
        Assert.Empty(request.Imports);
    }

    private static string Reference(string id) => $$"""{"id":"{{id}}"}""";

    private static string Enhancement(string reference) =>
        $$$"""{"reference_id":"{{{reference}}}","source":"test","visibility":"public","content":{"enhancement_type":"annotation","annotations":[{"annotation_type":"score","scheme":"toys","label":"bear","score":0.5}]}}""";

    private async Task StartSlowToCommitAsync(ApiGeneration generation)
    {
        _repository = await FakeRepository.StartAsync(generation, _time, options => options with
        {
            BeforeCommit = id =>
            {
                _committing.SetResult(id);
                return _commit.Task;
            },
        });
        _repository.Robot.BaseUrl = new Uri(_robot.Url);
    }

    private async Task<PushedRequest> PushBatchAsync(ApiGeneration generation, params string[] references)
    {
        _repository = await FakeRepository.StartAsync(generation, _time);
        _repository.Robot.BaseUrl = new Uri(_robot.Url);
        return await _repository.Requests.PushBatchAsync(_repository.Robot, await _repository.WriteLinesAsync(references.Select(Reference)));
    }

    private async Task<PushedRequest> PushSingleAsync(ApiGeneration generation)
    {
        _repository = await FakeRepository.StartAsync(generation, _time);
        _repository.Robot.BaseUrl = new Uri(_robot.Url);
        return await _repository.Requests.PushSingleAsync(_repository.Robot, Encoding.UTF8.GetBytes(Reference(First)));
    }

    private Task<FakeAnswer> UploadAsync(params string[] lines)
    {
        var pushed = JsonElement.Parse(_robot.Exchanges.Last().Body);
        return _repository.UploadAsync(pushed.GetProperty("result_storage_url").GetString()!, lines);
    }

    private Task<FakeAnswer> ReportAsync(string path, PushedRequest request, string body) => _repository.CallAsync(
        HttpMethod.Post,
        path.Replace("{id}", request.Id.ToString(), StringComparison.Ordinal),
        body.Replace("{id}", request.Id.ToString(), StringComparison.Ordinal));
}
