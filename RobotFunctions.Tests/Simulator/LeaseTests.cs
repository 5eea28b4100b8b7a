using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Batches;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Simulator;

/// <summary>How long a batch is a robot's, and how long its URLs are good.</summary>
public sealed class LeaseTests : PolledRepository
{
    private const string NothingToRenew = "This batch has no pending enhancements. They may have already expired or been completed.";

    [Fact]
    public async Task A_refresh_gives_new_URLs_in_any_state_of_the_batch()
    {
        await RequestAsync(1);
        var batch = await PollAsync();
        Repository.Storage.ExpireUrls();
        Time.Advance(TimeSpan.FromHours(2));
        Repository.Batches.ExpireLeases();

        var answer = await Repository.CallAsync(HttpMethod.Get, $"{Batches}{batch["id"]}/");

        Assert.Equal(200, answer.Status);
        Assert.Equal(batch["id"], answer["id"]);
        Assert.Single(await ReferencesOfAsync(answer));
        Assert.Equal(201, (await Repository.UploadAsync(answer["result_storage_url"]!, "{}")).Status);
    }

    [Fact]
    public async Task A_renewal_counts_from_now_and_answers_with_the_bare_time()
    {
        await RequestAsync(1);
        var batch = await PollAsync("&lease=PT10M");
        Time.Advance(TimeSpan.FromMinutes(5));

        var answer = await RenewAsync(batch["id"]!, "?lease=PT7M");

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.ContentHeaders.ContentType);
        Assert.Equal("2026-08-20T12:12:00+00:00", answer.Body);
        Assert.Equal(FakeTimeProvider.DefaultStart.AddMinutes(12), Repository.Batches.All.Single().ExpiresAt);
        Assert.Equal(1, Repository.Batches.All.Single().Renewals);
        Time.Advance(TimeSpan.FromTicks(12_345_678));
        Assert.Equal("2026-08-20T12:15:01.234567+00:00", (await RenewAsync(batch["id"]!, "")).Body);
    }

    [Fact]
    public async Task A_lease_ends_when_the_job_runs_and_not_before()
    {
        await RequestAsync(1);
        var batch = await PollAsync("&lease=PT10M");

        Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, Repository.Batches.ExpireLeases());
        Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(200, (await RenewAsync(batch["id"]!, "?lease=PT1S")).Status);
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, Repository.Batches.ExpireLeases());

        var answer = await RenewAsync(batch["id"]!, "");
        Assert.Equal(409, answer.Status);
        Assert.Equal(NothingToRenew, answer["detail"]);
    }

    [Fact]
    public async Task An_expiry_job_of_its_own_runs_by_the_clock()
    {
        await using var repository = await FakeRepository.StartAsync(
            ApiGeneration.G3, Time, options => options with { ExpiryInterval = TimeSpan.FromMinutes(10) });
        await repository.Batches.RequestAsync(repository.Robot, await repository.WriteReferencesAsync(1));
        await repository.CallAsync(HttpMethod.Post, $"{Batches}?robot_id={TestRobots.RobotId}&lease=PT1M");

        Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(0, repository.Batches.Waiting);
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, repository.Batches.Waiting);
    }

    [Fact]
    public async Task A_reference_is_delivered_four_times_and_then_expires_for_good()
    {
        var ids = await RequestAsync(1);
        for (var delivery = 1; delivery <= 4; delivery++)
        {
            Assert.Equal(ids, await ReferencesOfAsync(await PollAsync("&lease=PT1M")));
            Time.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(1, Repository.Batches.ExpireLeases());
        }

        Assert.Equal(204, (await PollAsync()).Status);
        await Repository.Batches.SettledAsync(CancellationToken.None);
        Assert.All(Repository.Batches.All, batch => Assert.Equal(1, batch.Statuses()[PendingStatus.Expired]));
    }
}
