using RobotFunctions.Core.Protocol;
using RobotFunctions.HostTests.EndToEnd;
using RobotFunctions.Simulator.Calls;
using RobotFunctions.Simulator.Faults;
using RobotFunctions.Tests.Fakes.Azurite;

namespace RobotFunctions.HostTests.Engine;

/// <summary>The recipe obeys the rules of replay: the history of a real run, replayed up to each point where it was woken, gives the actions it gave then.</summary>
[Collection(AzuriteTestGroup.Name)]
public sealed class ReplayTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(10, false)]
    [InlineData(130, false)]
    [InlineData(10, true)]
    public async Task The_same_history_gives_the_same_actions(int chunks, bool trouble)
    {
        await using var world = await AppWorld.StartAsync(azurite, ApiGeneration.G2, ("Limits:ChunkReferences", "1"));
        if (trouble)
        {
            world.Repository.Faults.Add(CallKind.Download, Fault.Answer(503));
            world.Repository.Faults.Add(CallKind.Callback, Fault.DropBefore);
        }

        var request = await world.PushAsync(chunks);
        await world.EndOfAsync(request.Id);

        var instance = request.Id.ToString();
        HistoryReplay.AssertGivesTheSameActions(instance, world.Durable.HistoryOf(instance));
    }
}
