using System.Globalization;
using System.Text.Json;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.StandIn.Batches;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.StandIn;

public sealed class LeaseTests : IAsyncLifetime
{
    private const string Batches = "/v1/robot-enhancement-batches/";
    private const string Unknown = "0198c1a2-7b3c-7def-8123-000000000001";
    private const string NothingToRenew = "This batch has no pending enhancements. They may have already expired or been completed.";

    private readonly FakeTimeProvider _time = new();
    private TaskCompletionSource _mayImport = new();
    private FakeRepository _repository = null!;

    public async Task InitializeAsync()
    {
        _mayImport.SetResult();
        _repository = await FakeRepository.StartAsync(ApiGeneration.G3, _time, options => options with { BeforeImport = _ => _mayImport.Task });
    }

    public async Task DisposeAsync() => await _repository.DisposeAsync();

    [Fact]
    public async Task A_poll_without_work_is_answered_204()
    {
        var answer = await PollAsync();

        Assert.Equal(204, answer.Status);
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task A_robot_nobody_knows_gets_204_too_for_only_the_signature_is_checked()
    {
        await RequestAsync(1);

        Assert.Equal(204, (await _repository.CallAsync(HttpMethod.Post, $"{Batches}?robot_id={Unknown}")).Status);
    }

    [Fact]
    public async Task A_poll_claims_the_oldest_newest_first_and_leaves_the_rest()
    {
        var ids = await RequestAsync(5);

        var answer = await PollAsync("&limit=3");

        Assert.Equal(200, answer.Status);
        Assert.Equal(["id", "reference_storage_url", "result_storage_url", "extra_fields"], answer.Json.EnumerateObject().Select(field => field.Name));
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("extra_fields").ValueKind);
        Assert.Equal(7, Guid.Parse(answer["id"]!).Version);
        Assert.Equal(ids[..3].Reverse(), await ReferencesOfAsync(answer));
        Assert.Equal(2, _repository.Batches.Waiting);
        Assert.Equal(ids[3..].Reverse(), await ReferencesOfAsync(await PollAsync()));
        Assert.Equal(204, (await PollAsync()).Status);
    }

    [Fact]
    public async Task A_reference_is_in_a_batch_once_whatever_else_waits_for_it()
    {
        var ids = await RequestAsync(2);
        await RequestAsync(2);

        Assert.Equal(ids.Reverse(), await ReferencesOfAsync(await PollAsync()));
        Assert.Equal(ids.Reverse(), await ReferencesOfAsync(await PollAsync()));
        Assert.Equal(204, (await PollAsync()).Status);
    }

    [Theory]
    [InlineData("", 422)]
    [InlineData("robot_id=x", 422)]
    [InlineData("robot_id={robot}&limit=many", 422)]
    [InlineData("robot_id={robot}&lease=10 minutes", 422)]
    [InlineData("robot_id={robot}&lease=PT0S", 500)]
    [InlineData("robot_id={robot}&lease=-PT1M", 500)]
    [InlineData("robot_id={robot}&limit=0", 204)]
    [InlineData("robot_id={robot}&limit=1000000&lease=P1DT12H", 200)]
    public async Task The_parameters_of_a_poll_are_checked(string query, int status)
    {
        await RequestAsync(1);

        var answer = await _repository.CallAsync(
            HttpMethod.Post, $"{Batches}?{query.Replace("{robot}", TestRobots.RobotId.ToString(), StringComparison.Ordinal)}");

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? 0 : 1, _repository.Batches.Waiting);
    }

    [Fact]
    public async Task A_poll_with_a_wrong_signature_claims_nothing()
    {
        await RequestAsync(1);

        var answer = await _repository.CallAsync(HttpMethod.Post, $"{Batches}?robot_id={TestRobots.RobotId}", secret: "another");

        Assert.Equal(401, answer.Status);
        Assert.Equal(1, _repository.Batches.Waiting);
    }

    [Fact]
    public async Task A_refresh_gives_new_URLs_in_any_state_of_the_batch()
    {
        await RequestAsync(1);
        var batch = await PollAsync();
        _repository.Storage.ExpireUrls();
        _time.Advance(TimeSpan.FromHours(2));
        _repository.Batches.ExpireLeases();

        var answer = await _repository.CallAsync(HttpMethod.Get, $"{Batches}{batch["id"]}/");

        Assert.Equal(200, answer.Status);
        Assert.Equal(batch["id"], answer["id"]);
        Assert.Single(await ReferencesOfAsync(answer));
        Assert.Equal(201, (await _repository.UploadAsync(answer["result_storage_url"]!, "{}")).Status);
    }

    [Fact]
    public async Task A_renewal_counts_from_now_and_answers_with_the_bare_time()
    {
        await RequestAsync(1);
        var batch = await PollAsync("&lease=PT10M");
        _time.Advance(TimeSpan.FromMinutes(5));

        var answer = await RenewAsync(batch["id"]!, "?lease=PT7M");

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.ContentHeaders.ContentType);
        Assert.Equal("2026-08-20T12:12:00+00:00", answer.Body);
        Assert.Equal(FakeTimeProvider.DefaultStart.AddMinutes(12), _repository.Batches.All.Single().ExpiresAt);
        Assert.Equal(1, _repository.Batches.All.Single().Renewals);
        _time.Advance(TimeSpan.FromTicks(12_345_678));
        Assert.Equal("2026-08-20T12:15:01.234567+00:00", (await RenewAsync(batch["id"]!, "")).Body);
    }

    [Fact]
    public async Task A_lease_ends_when_the_job_runs_and_not_before()
    {
        await RequestAsync(1);
        var batch = await PollAsync("&lease=PT10M");

        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, _repository.Batches.ExpireLeases());
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(200, (await RenewAsync(batch["id"]!, "?lease=PT1S")).Status);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, _repository.Batches.ExpireLeases());

        var answer = await RenewAsync(batch["id"]!, "");
        Assert.Equal(409, answer.Status);
        Assert.Equal(NothingToRenew, answer["detail"]);
    }

    [Fact]
    public async Task An_expiry_job_of_its_own_runs_by_the_clock()
    {
        await using var repository = await FakeRepository.StartAsync(
            ApiGeneration.G3, _time, options => options with { ExpiryInterval = TimeSpan.FromMinutes(10) });
        await repository.Batches.RequestAsync(repository.Robot, await repository.WriteReferencesAsync(1));
        await repository.CallAsync(HttpMethod.Post, $"{Batches}?robot_id={TestRobots.RobotId}&lease=PT1M");

        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(0, repository.Batches.Waiting);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, repository.Batches.Waiting);
    }

    [Fact]
    public async Task A_reference_is_delivered_four_times_and_then_expires_for_good()
    {
        var ids = await RequestAsync(1);
        for (var delivery = 1; delivery <= 4; delivery++)
        {
            Assert.Equal(ids, await ReferencesOfAsync(await PollAsync("&lease=PT1M")));
            _time.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(1, _repository.Batches.ExpireLeases());
        }

        Assert.Equal(204, (await PollAsync()).Status);
        await _repository.Batches.SettledAsync(CancellationToken.None);
        Assert.All(_repository.Batches.All, batch => Assert.Equal(1, batch.Statuses()[PendingStatus.Expired]));
    }

    [Fact]
    public async Task A_result_is_imported_and_each_reference_ends_as_its_line_says()
    {
        var ids = await RequestAsync(3);
        var batch = await PollAsync();
        await _repository.UploadAsync(
            batch["result_storage_url"]!, Enhancement(ids[2]), $$"""{"reference_id":"{{ids[1]}}","message":"nothing to say"}""");

        var answer = await ReportAsync(batch["id"]!, $$"""{"request_id":"{{batch["id"]}}","error":null}""");
        await _repository.Batches.SettledAsync(CancellationToken.None);

        Assert.Equal(202, answer.Status);
        Assert.Equal(
            ["id", "robot_id", "source", "reference_data_url", "result_storage_url", "validation_result_url", "error"],
            answer.Json.EnumerateObject().Select(field => field.Name));
        Assert.Null(answer["validation_result_url"]);
        var stored = _repository.Batches.All.Single();
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
        await _repository.UploadAsync(batch["result_storage_url"]!, Enhancement(ids[0]));
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(202, (await ReportAsync(batch["id"]!, $$"""{"request_id":"{{batch["id"]}}"}""")).Status);
        Assert.Equal(0, _repository.Batches.ExpireLeases());
    }

    [Fact]
    public async Task A_second_result_is_refused_with_the_status_that_stands_in_its_way()
    {
        _mayImport = new TaskCompletionSource();
        var ids = await RequestAsync(1);
        var batch = await PollAsync();
        var body = $$"""{"request_id":"{{batch["id"]}}"}""";
        await _repository.UploadAsync(batch["result_storage_url"]!, Enhancement(ids[0]));
        await ReportAsync(batch["id"]!, body);

        AssertBlocked("importing", await ReportAsync(batch["id"]!, body));
        _mayImport.SetResult();
        await _repository.Repository.ImportsEndedAsync();
        AssertBlocked("completed", await ReportAsync(batch["id"]!, body));
        Assert.Single(_repository.Callbacks.All);
    }

    [Fact]
    public async Task A_result_after_the_lease_expired_is_refused()
    {
        await RequestAsync(1);
        var batch = await PollAsync("&lease=PT1M");
        _time.Advance(TimeSpan.FromMinutes(2));
        _repository.Batches.ExpireLeases();

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
        Assert.Equal(2, _repository.Batches.All.Single().Statuses()[PendingStatus.Failed]);
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
        var answer = await _repository.CallAsync(new HttpMethod(method), $"{Batches}{Unknown}/{path}", method == "POST" ? $$"""{"request_id":"{{Unknown}}"}""" : "");

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
            await _repository.UploadAsync(batch["result_storage_url"]!, Enhancement(ids[0]));
            await ReportAsync(batch["id"]!, $$"""{"request_id":"{{batch["id"]}}"}""");
            await _repository.Repository.ImportsEndedAsync();
            Assert.Equal(expected, _repository.Batches.All[^1].StatusOf(new ReferenceId(ids[0])));
        }
    }

    [Fact]
    public async Task Robots_that_poll_at_once_share_the_work_without_overlap()
    {
        var ids = await RequestAsync(200);

        var polls = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PollAsync("&limit=10")));

        var claimed = await Task.WhenAll(polls.Select(ReferencesOfAsync));
        Assert.Equal(ids.Order(), claimed.SelectMany(static batch => batch).Order());
    }

    [Fact]
    public async Task The_date_of_an_answer_is_the_repositorys_own() =>
        Assert.Equal(FakeTimeProvider.DefaultStart.ToString("r", CultureInfo.InvariantCulture), Assert.Single((await PollAsync()).Headers.GetValues("Date")));

    private static string Enhancement(Guid reference) =>
        $$$"""{"reference_id":"{{{reference}}}","source":"test","visibility":"public","content":{"enhancement_type":"annotation","annotations":[{"annotation_type":"score","scheme":"toys","label":"bear","score":0.5}]}}""";

    private static void AssertBlocked(string status, FakeAnswer answer)
    {
        Assert.Equal(422, answer.Status);
        Assert.Equal($"Cannot process results: Cannot transition from status '{status}' to 'importing'", answer["detail"]);
    }

    private async Task<Guid[]> RequestAsync(int count)
    {
        var file = await _repository.WriteReferencesAsync(count);
        Assert.Equal(count, await _repository.Batches.RequestAsync(_repository.Robot, file));
        return [.. (await File.ReadAllLinesAsync(file)).Select(IdOf)];
    }

    private static Guid IdOf(string line) => JsonElement.Parse(line).GetProperty("id").GetGuid();

    private Task<FakeAnswer> PollAsync(string more = "") => _repository.CallAsync(HttpMethod.Post, $"{Batches}?robot_id={TestRobots.RobotId}{more}");

    private Task<FakeAnswer> RenewAsync(string id, string query) => _repository.CallAsync(HttpMethod.Patch, $"{Batches}{id}/renew-lease/{query}");

    private Task<FakeAnswer> ReportAsync(string id, string body) => _repository.CallAsync(HttpMethod.Post, $"{Batches}{id}/results/", body);

    private async Task<Guid[]> ReferencesOfAsync(FakeAnswer batch)
    {
        var file = await _repository.CallStorageAsync(HttpMethod.Get, batch["reference_storage_url"]!);
        return [.. file.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(IdOf)];
    }
}
