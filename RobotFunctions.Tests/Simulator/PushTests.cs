using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Signing;
using RobotFunctions.Simulator.Requests;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Simulator;

public sealed class PushTests
{
    private const string Line = """{"id":"3a533776-c9ad-4aac-a089-d654d509490c","visibility":"public","enhancements":[{"reference_id":"3a533776-c9ad-4aac-a089-d654d509490c","visibility":"public","source":"x","content":{"enhancement_type":"bibliographic","title":"Ein Überblick"}}]}""";

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(ApiGeneration.G1, "batch_enhancement_request_reference_data", "batch_enhancement_result")]
    [InlineData(ApiGeneration.G15, "batch_enhancement_request_reference_data", "batch_enhancement_result")]
    [InlineData(ApiGeneration.G2, "enhancement_request_reference_data", "enhancement_result")]
    public async Task A_batch_is_posted_once_to_batch_signed_with_two_URLs_and_an_explicit_null(
        ApiGeneration generation, string references, string results)
    {
        await using var robot = LoopbackServer.Answering(202);
        await using var repository = await StartAsync(generation, robot.Url + "/some/path/");

        var request = await repository.Requests.PushBatchAsync(repository.Robot, await repository.WriteLinesAsync(Line));

        Assert.Equal(RequestStatus.Accepted, request.Status);
        var sent = Assert.Single(robot.Exchanges);
        Assert.Equal("POST", sent.Method);
        Assert.Equal("/some/path/batch/", sent.Target);
        Assert.Equal("application/json", sent.Headers["Content-Type"]);
        AssertSigned(sent);
        var body = JsonElement.Parse(sent.Body);
        Assert.Equal(["id", "reference_storage_url", "result_storage_url", "extra_fields"], body.EnumerateObject().Select(field => field.Name));
        Assert.Equal(request.Id.ToString(), body.GetProperty("id").GetString());
        Assert.Contains($"/{references}/{request.Id}.jsonl?", body.GetProperty("reference_storage_url").GetString(), StringComparison.Ordinal);
        Assert.Contains($"/{results}/{request.Id}_robot.jsonl?", body.GetProperty("result_storage_url").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, body.GetProperty("extra_fields").ValueKind);
        Assert.Equal(4, request.Id.Value.Version);
        var file = await repository.CallStorageAsync(HttpMethod.Get, body.GetProperty("reference_storage_url").GetString()!);
        Assert.Equal(Line + "\n", file.Body);
    }

    [Fact]
    public async Task A_single_request_carries_the_reference_with_its_nulls_spelt_out()
    {
        await using var robot = LoopbackServer.Answering(202);
        await using var repository = await StartAsync(ApiGeneration.G1, robot.Url);

        var request = await repository.Requests.PushSingleAsync(
            repository.Robot, System.Text.Encoding.UTF8.GetBytes(Line), JsonElement.Parse("""{"depth":3}"""));

        var sent = Assert.Single(robot.Exchanges);
        Assert.Equal("/single/", sent.Target);
        AssertSigned(sent);
        Assert.Contains("Überblick", sent.Text, StringComparison.Ordinal);
        var body = JsonElement.Parse(sent.Body);
        Assert.Equal(request.Id.ToString(), body.GetProperty("id").GetString());
        Assert.Equal(3, body.GetProperty("extra_fields").GetProperty("depth").GetInt32());
        var reference = body.GetProperty("reference");
        Assert.Equal(JsonValueKind.Null, reference.GetProperty("identifiers").ValueKind);
        var enhancement = reference.GetProperty("enhancements")[0];
        Assert.Equal(JsonValueKind.Null, enhancement.GetProperty("derived_from").ValueKind);
        Assert.Equal(JsonValueKind.Null, enhancement.GetProperty("content").GetProperty("authorship").ValueKind);
    }

    [Theory]
    [InlineData(202, RequestStatus.Accepted, null)]
    [InlineData(200, RequestStatus.Rejected, "said the robot")]
    [InlineData(201, RequestStatus.Rejected, "said the robot")]
    [InlineData(307, RequestStatus.Rejected, "said the robot")]
    [InlineData(401, RequestStatus.Rejected, "said the robot")]
    [InlineData(409, RequestStatus.Rejected, "said the robot")]
    [InlineData(500, RequestStatus.Failed, "Cannot request enhancement from Robot 0198c0de-0000-7000-8000-00000000beef.")]
    [InlineData(503, RequestStatus.Failed, "Cannot request enhancement from Robot 0198c0de-0000-7000-8000-00000000beef.")]
    public async Task Only_202_is_an_acceptance_and_nothing_is_tried_twice(int status, RequestStatus expected, string? error)
    {
        await using var robot = LoopbackServer.Answering(status, "said the robot", ("Location", "/elsewhere"));
        await using var repository = await StartAsync(ApiGeneration.G2, robot.Url);

        var request = await repository.Requests.PushBatchAsync(repository.Robot, await repository.WriteLinesAsync(Line));

        Assert.Equal(expected, request.Status);
        Assert.Equal(error, request.Error);
        Assert.Equal(status, request.RobotAnswer?.Status);
        Assert.Single(robot.Exchanges);
    }

    [Fact]
    public async Task A_robot_that_cannot_be_reached_fails_the_request()
    {
        await using var repository = await StartAsync(ApiGeneration.G2, "http://127.0.0.1:1");

        var request = await repository.Requests.PushBatchAsync(repository.Robot, await repository.WriteLinesAsync(Line));

        Assert.Equal(RequestStatus.Failed, request.Status);
        Assert.Null(request.RobotAnswer?.Status);
    }

    [Fact]
    public async Task A_robot_that_takes_more_than_five_seconds_fails_the_request()
    {
        var asked = new TaskCompletionSource();
        await using var robot = new LoopbackServer(exchange =>
        {
            asked.SetResult();
            return exchange.StallAsync();
        });
        await using var repository = await StartAsync(ApiGeneration.G2, robot.Url);
        var push = repository.Requests.PushBatchAsync(repository.Robot, await repository.WriteLinesAsync(Line));
        await asked.Task;

        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(push.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(RequestStatus.Failed, (await push).Status);
    }

    [Fact]
    public async Task The_same_request_can_be_sent_again_with_new_URLs()
    {
        await using var robot = LoopbackServer.Answering(202);
        await using var repository = await StartAsync(ApiGeneration.G2, robot.Url);
        var request = await repository.Requests.PushBatchAsync(repository.Robot, await repository.WriteLinesAsync(Line));

        Assert.True((await repository.Requests.PushAgainAsync(request)).IsAccepted);

        var bodies = robot.Exchanges.Select(exchange => JsonElement.Parse(exchange.Body)).ToList();
        Assert.Equal(2, bodies.Count);
        Assert.Equal(bodies[0].GetProperty("id").GetString(), bodies[1].GetProperty("id").GetString());
        Assert.NotEqual(bodies[0].GetProperty("result_storage_url").GetString(), bodies[1].GetProperty("result_storage_url").GetString());
    }

    private async Task<FakeRepository> StartAsync(ApiGeneration generation, string robotUrl)
    {
        var repository = await FakeRepository.StartAsync(generation, _time);
        repository.Robot.BaseUrl = new Uri(robotUrl);
        return repository;
    }

    private void AssertSigned(LoopbackExchange sent)
    {
        var verifier = new SignatureVerifier(static _ => new RobotSecrets(TestRobots.Secret));
        var headers = new SignatureHeaders(sent.Headers["Authorization"], sent.Headers["X-Client-Id"], sent.Headers["X-Request-Timestamp"]);
        var verdict = verifier.Verify(headers, sent.Body, _time.GetUtcNow());
        Assert.True(verdict.IsAccepted, verdict.Detail);
        Assert.Equal(TestRobots.RobotId, verdict.Robot);
    }
}
