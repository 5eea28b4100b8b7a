using RobotFunctions.HostTests.Engine;

namespace RobotFunctions.HostTests.Upgrade;

/// <summary>Runs that an earlier version of the recipe started go on under this one: it repeats every decision that their histories hold.</summary>
public sealed class RecordedHistoryTests
{
    public static TheoryData<string> Names => [.. RecordedHistory.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_of_an_earlier_version_goes_on_at_each_point_where_it_was_woken(string name)
    {
        var (instance, events) = RecordedHistory.Read(name);

        HistoryReplay.AssertGivesTheSameActions(instance, events);
    }
}
