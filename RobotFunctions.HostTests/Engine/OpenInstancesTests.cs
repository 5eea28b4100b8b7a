using Microsoft.Extensions.Options;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HostTests.Engine;

public sealed class OpenInstancesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CountedEngine _engine = new();
    private readonly OpenInstances _open;

    public OpenInstancesTests()
    {
        var engine = new HostEngine(_time);
        engine.Connect(_engine.Client);
        _open = new OpenInstances(engine, Options.Create(new LimitsOptions { OpenRuns = 3 }), _time);
    }

    [Fact]
    public async Task Runs_are_counted_by_state_and_what_they_were_given_is_fetched_once()
    {
        _engine.Add(TestRobots.RobotId, 2);
        _engine.Add(new RobotId(Guid.CreateVersion7()), 1);

        Assert.Equal(2, await _open.CountAsync(TestRobots.RobotId, default));
        Assert.Equal(2, await _open.CountAsync(TestRobots.RobotId, default));

        Assert.Equal((2, 3), (_engine.Queries.Count, _engine.Fetched));
        Assert.All(_engine.Queries, static query => Assert.False(query.FetchInputsAndOutputs));
    }

    [Fact]
    public async Task What_this_process_started_need_not_be_fetched()
    {
        var batch = TestRobots.Batch();
        _engine.Add(batch.Robot, 1, batch.Id.ToString());
        _open.Started(batch);

        Assert.Equal(1, await _open.CountAsync(TestRobots.RobotId, default));

        Assert.Equal(0, _engine.Fetched);
    }

    [Fact]
    public async Task A_run_that_is_ending_is_in_nobody_s_way()
    {
        var batch = TestRobots.Batch();
        _engine.Add(batch.Robot, 1, batch.Id.ToString());

        _open.Ending(batch.Id);
        Assert.Equal(0, await _open.CountAsync(TestRobots.RobotId, default));

        _open.Started(batch);
        Assert.Equal(1, await _open.CountAsync(TestRobots.RobotId, default));
    }

    [Fact]
    public void There_is_capacity_until_as_many_runs_are_open_as_may_be_and_again_after_some_have_ended()
    {
        _engine.Add(TestRobots.RobotId, 2);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.True(_open.HasCapacity());
        _open.Started(TestRobots.Batch());
        Assert.False(_open.HasCapacity());

        _engine.Clear();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.False(_open.HasCapacity());
        Assert.True(_open.HasCapacity());
    }

    [Fact]
    public void With_much_room_the_runs_are_counted_once_a_minute()
    {
        _open.HasCapacity();
        Assert.Empty(_engine.Queries);

        _time.Advance(TimeSpan.FromSeconds(60));
        for (var request = 0; request < 20; request++)
        {
            _open.HasCapacity();
        }

        Assert.Single(_engine.Queries);
    }

    [Fact]
    public void A_request_does_not_wait_for_the_count_and_one_that_starts_during_it_is_in_it()
    {
        var listed = _engine.HoldQueries();
        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.True(_open.HasCapacity());
        _open.Started(TestRobots.Batch());
        _open.Started(TestRobots.Batch());
        _open.Started(TestRobots.Batch());
        Assert.False(_open.HasCapacity());
        listed.SetResult();

        Assert.False(_open.HasCapacity());
    }

    [Fact]
    public void An_engine_that_does_not_answer_the_count_leaves_the_last_one()
    {
        _engine.FailQueries();
        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.True(_open.HasCapacity());
    }
}
