using RobotFunctions.Core.Reports;

namespace RobotFunctions.Tests.Reports;

public sealed class CommandRecordTests
{
    private static readonly Guid Id = Guid.CreateVersion7();

    [Fact]
    public void An_outcome_is_untold_until_the_Hub_knows_it_and_again_when_the_command_comes_again()
    {
        var done = CommandRecord.Empty.Begin(Id).End(Id, problem: null);
        Assert.Equal([new KnownCommand(Id, CommandStates.Done)], done.Untold);

        var told = done.Tell(done.Untold);
        Assert.Empty(told.Untold);
        Assert.True(told.Knows(Id));

        Assert.Equal([new KnownCommand(Id, CommandStates.Done)], told.Again(Id).Untold);
    }

    [Fact]
    public void A_command_that_was_begun_and_comes_again_has_failed_since_nobody_knows_whether_it_was_done()
    {
        var begun = CommandRecord.Empty.Begin(Id);
        Assert.Empty(begun.Untold);

        var failed = Assert.Single(begun.Again(Id).Untold);

        Assert.Equal(CommandStates.Failed, failed.State);
        Assert.Contains("was stopped", failed.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_hundred_are_remembered()
    {
        var ids = Enumerable.Range(0, CommandRecord.MaxKnown + 1).Select(static _ => Guid.CreateVersion7()).ToList();

        var record = ids.Aggregate(CommandRecord.Empty, static (record, id) => record.Begin(id));

        Assert.False(record.Knows(ids[0]));
        Assert.All(ids.Skip(1), id => Assert.True(record.Knows(id)));
    }
}
