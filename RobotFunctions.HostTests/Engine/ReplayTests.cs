using DurableTask.Core.History;
using Google.Protobuf;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Engine;
using RobotFunctions.HostTests.EndToEnd;
using RobotFunctions.Local.StandIn.Calls;
using RobotFunctions.Local.StandIn.Faults;
using RobotFunctions.Tests.Fakes.Azurite;
using Protobuf = Microsoft.DurableTask.Protobuf;

namespace RobotFunctions.HostTests.Engine;

/// <summary>The recipe obeys the rules of replay: the history of a real run, replayed up to each point where it was woken, gives the actions it gave then.</summary>
[Collection(AzuriteTestGroup.Name)]
public sealed class ReplayTests(AzuriteFixture azurite)
{
    private static readonly ServiceProvider Services = new ServiceCollection()
        .AddSingleton(new DurableTaskShimFactory(
            new DurableTaskWorkerOptions { DataConverter = new JsonDataConverter(EngineJson.Options) },
            NullLoggerFactory.Instance))
        .BuildServiceProvider();

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

        var past = new List<HistoryEvent>();
        foreach (var episode in Episodes(world.Durable.HistoryOf(request.Id.ToString())))
        {
            var woken = episode.Where(happened => !IsAction(happened));

            Assert.Equal(episode.Where(IsAction).Select(static action => action.EventId), Replay(request.Id, past, woken));

            past.AddRange(episode);
        }

        Assert.NotEmpty(past);
    }

    // The engine writes down what woke an orchestration, and then what the orchestration wanted.
    private static bool IsAction(HistoryEvent happened) =>
        happened is TaskScheduledEvent or TimerCreatedEvent or SubOrchestrationInstanceCreatedEvent or EventSentEvent or ExecutionCompletedEvent;

    private static IEnumerable<List<HistoryEvent>> Episodes(IEnumerable<HistoryEvent> history)
    {
        List<HistoryEvent> episode = [];
        foreach (var happened in history)
        {
            if (happened is OrchestratorStartedEvent && episode.Count > 0)
            {
                yield return episode;
                episode = [];
            }

            episode.Add(happened);
        }

        yield return episode;
    }

    private static IEnumerable<int> Replay(BatchId id, IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> woken)
    {
        var request = new Protobuf.OrchestratorRequest { InstanceId = id.ToString() };
        request.PastEvents.AddRange(past.Select(ProtobufUtils.ToHistoryEventProto));
        request.NewEvents.AddRange(woken.Select(ProtobufUtils.ToHistoryEventProto));
        var answer = GrpcOrchestrationRunner.LoadAndRun(Convert.ToBase64String(request.ToByteArray()), new Recipe(), Services);
        return Protobuf.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer)).Actions.Select(static action => action.Id);
    }

    private sealed class Recipe : TaskOrchestrator<BatchRun, RunOutcome>
    {
        public override Task<RunOutcome> RunAsync(TaskOrchestrationContext context, BatchRun input) => Orchestrations.EnhanceBatchAsync(context, input);
    }
}
