using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Batches;
using RobotFunctions.Tests.Fakes;
using static RobotFunctions.Tests.Simulator.ResultLines;

namespace RobotFunctions.Tests.Simulator;

/// <summary>What the repository makes of the results of a polled batch.</summary>
public sealed class BatchResultTests : PolledRepository
{
    [Fact]
    public async Task A_result_is_imported_and_each_reference_ends_as_its_line_says()
    {
        var ids = await RequestAsync(3);
        var batch = await PollAsync();
        await Repository.UploadAsync(
            batch["result_storage_url"]!, Enhancement(ids[2]), $$"""{"reference_id":"{{ids[1]}}","message":"nothing to say"}""");

        var answer = await ReportAsync(batch["id"]!, $$"""{"request_id":"{{batch["id"]}}","error":null}""");
        await Repository.Batches.SettledAsync(CancellationToken.None);

        Assert.Equal(202, answer.Status);
        Assert.Equal(
            ["id", "robot_id", "source", "reference_data_url", "result_storage_url", "validation_result_url", "error"],
            answer.Json.EnumerateObject().Select(field => field.Name));
        Assert.Null(answer["validation_result_url"]);
        var stored = Repository.Batches.All.Single();
        Assert.Equal(PendingStatus.Completed, stored.StatusOf(new ReferenceId(ids[2])));
        Assert.Equal(PendingStatus.Failed, stored.StatusOf(new ReferenceId(ids[1])));
        Assert.Equal(PendingStatus.Failed, stored.StatusOf(new ReferenceId(ids[0])));
        Assert.Equal((1, 1, 1), (stored.Import!.Enhanced, stored.Import.Failed, stored.Import.Missing));
        Assert.Equal("nothing to say", Assert.Single(stored.Import.FailedByMessage).Key);
    }

    [Fact]
    public async Task A_late_result_is_taken_as_long_as_the_job_has_not_run()
    {
        var ids = await RequestAsync(1);
        var batch = await PollAsync("&lease=PT1M");
        await Repository.UploadAsync(batch["result_storage_url"]!, Enhancement(ids[0]));
        Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(202, (await ReportAsync(batch["id"]!, $$"""{"request_id":"{{batch["id"]}}"}""")).Status);
        Assert.Equal(0, Repository.Batches.ExpireLeases());
    }

    [Fact]
    public async Task A_second_result_is_refused_with_the_status_that_stands_in_its_way()
    {
        MayImport = new TaskCompletionSource();
        var ids = await RequestAsync(1);
        var batch = await PollAsync();
        var body = $$"""{"request_id":"{{batch["id"]}}"}""";
        await Repository.UploadAsync(batch["result_storage_url"]!, Enhancement(ids[0]));
        await ReportAsync(batch["id"]!, body);

        AssertBlocked("importing", await ReportAsync(batch["id"]!, body));
        MayImport.SetResult();
        await Repository.Repository.ImportsEndedAsync();
        AssertBlocked("completed", await ReportAsync(batch["id"]!, body));
        Assert.Single(Repository.Callbacks.All);
    }

    [Fact]
    public async Task A_result_after_the_lease_expired_is_refused()
    {
        await RequestAsync(1);
        var batch = await PollAsync("&lease=PT1M");
        Time.Advance(TimeSpan.FromMinutes(2));
        Repository.Batches.ExpireLeases();

        AssertBlocked("expired", await ReportAsync(batch["id"]!, $$"""{"request_id":"{{batch["id"]}}"}"""));
    }

    [Fact]
    public async Task An_error_fails_every_reference_for_good_and_a_second_one_is_more_than_the_repository_can_take()
    {
        await RequestAsync(2);
        var batch = await PollAsync();
        var error = $$$"""{"request_id":"{{{batch["id"]}}}","error":{"message":"no model"}}""";

        var first = await ReportAsync(batch["id"]!, error);
        var second = await ReportAsync(batch["id"]!, error);

        Assert.Equal(200, first.Status);
        Assert.Equal("no model", first["error"]);
        Assert.Equal(500, second.Status);
        Assert.Equal("Internal Server Error", second.Body);
        Assert.Equal(2, Repository.Batches.All.Single().Statuses()[PendingStatus.Failed]);
        AssertBlocked("failed", await ReportAsync(batch["id"]!, $$"""{"request_id":"{{batch["id"]}}"}"""));
        Assert.Equal(204, (await PollAsync()).Status);
    }

    [Fact]
    public async Task The_ids_in_path_and_body_of_a_result_must_be_the_same()
    {
        await RequestAsync(1);
        var batch = await PollAsync();

        var answer = await ReportAsync(batch["id"]!, $$"""{"request_id":"{{Unknown}}"}""");

        Assert.Equal(400, answer.Status);
        Assert.Equal("Request ID mismatch", answer["detail"]);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "renew-lease/")]
    [InlineData("POST", "results/")]
    public async Task A_batch_nobody_knows_is_not_found(string method, string path)
    {
        var answer = await Repository.CallAsync(new HttpMethod(method), $"{Batches}{Unknown}/{path}", method == "POST" ? $$"""{"request_id":"{{Unknown}}"}""" : "");

        Assert.Equal(404, answer.Status);
        Assert.Equal($"RobotEnhancementBatch with id {Unknown} does not exist.", answer["detail"]);
    }

    [Fact]
    public async Task The_very_same_enhancement_of_a_later_request_is_discarded()
    {
        var ids = await RequestAsync(1);
        await RequestAsync(1);
        foreach (var expected in new[] { PendingStatus.Completed, PendingStatus.Discarded })
        {
            var batch = await PollAsync();
            await Repository.UploadAsync(batch["result_storage_url"]!, Enhancement(ids[0]));
            await ReportAsync(batch["id"]!, $$"""{"request_id":"{{batch["id"]}}"}""");
            await Repository.Repository.ImportsEndedAsync();
            Assert.Equal(expected, Repository.Batches.All[^1].StatusOf(new ReferenceId(ids[0])));
        }
    }

    private static void AssertBlocked(string status, FakeAnswer answer)
    {
        Assert.Equal(422, answer.Status);
        Assert.Equal($"Cannot process results: Cannot transition from status '{status}' to 'importing'", answer["detail"]);
    }
}
