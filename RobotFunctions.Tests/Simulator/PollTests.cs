using System.Globalization;
using System.Text.Json;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.Tests.Simulator;

public sealed class PollTests : PolledRepository
{
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

        Assert.Equal(204, (await Repository.CallAsync(HttpMethod.Post, $"{Batches}?robot_id={Unknown}")).Status);
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
        Assert.Equal(2, Repository.Batches.Waiting);
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

        var answer = await Repository.CallAsync(
            HttpMethod.Post, $"{Batches}?{query.Replace("{robot}", TestRobots.RobotId.ToString(), StringComparison.Ordinal)}");

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? 0 : 1, Repository.Batches.Waiting);
    }

    [Fact]
    public async Task A_poll_with_a_wrong_signature_claims_nothing()
    {
        await RequestAsync(1);

        var answer = await Repository.CallAsync(HttpMethod.Post, $"{Batches}?robot_id={TestRobots.RobotId}", secret: "another");

        Assert.Equal(401, answer.Status);
        Assert.Equal(1, Repository.Batches.Waiting);
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
}
