using Google.Protobuf;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Grpc;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;
using HistoryEvent = Microsoft.DurableTask.Protobuf.HistoryEvent;
using Protobuf = Microsoft.DurableTask.Protobuf;

namespace RobotFunctions.HostTests.Engine;

/// <summary>Replays a history as a worker does: up to each point where its orchestration was woken, the actions must be those of then.</summary>
internal static class HistoryReplay
{
    private static readonly ServiceProvider Services = new ServiceCollection()
        .AddSingleton(new DurableTaskShimFactory(
            new DurableTaskWorkerOptions { DataConverter = new JsonDataConverter(EngineJson.Options) },
            NullLoggerFactory.Instance))
        .BuildServiceProvider();

    /// <summary>Asserts that replaying a history of an <c>EnhanceBatch</c> or <c>EnhanceChunks</c> instance gives the same actions at each episode.</summary>
    public static void AssertGivesTheSameActions(string instance, IReadOnlyList<HistoryEvent> history)
    {
        ITaskOrchestrator orchestrator = history.First(static happened => happened.ExecutionStarted is not null).ExecutionStarted.Name == nameof(EnhanceBatch) ? new Whole() : new Part();
        var past = new List<HistoryEvent>();
        foreach (var episode in Episodes(history))
        {
            var woken = episode.Where(happened => !IsAction(happened));

            Assert.Equal(episode.Where(IsAction).Select(static action => action.EventId), Replay(orchestrator, instance, past, woken));

            past.AddRange(episode);
        }

        Assert.NotEmpty(past);
    }

    // The engine writes down what woke an orchestration, and then what the orchestration wanted.
    private static bool IsAction(HistoryEvent happened) => happened.EventTypeCase is HistoryEvent.EventTypeOneofCase.TaskScheduled
        or HistoryEvent.EventTypeOneofCase.TimerCreated
        or HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCreated
        or HistoryEvent.EventTypeOneofCase.EventSent
        or HistoryEvent.EventTypeOneofCase.ExecutionCompleted;

    private static IEnumerable<List<HistoryEvent>> Episodes(IEnumerable<HistoryEvent> history)
    {
        List<HistoryEvent> episode = [];
        foreach (var happened in history)
        {
            if (happened.OrchestratorStarted is not null && episode.Count > 0)
            {
                yield return episode;
                episode = [];
            }

            episode.Add(happened);
        }

        yield return episode;
    }

    private static IEnumerable<int> Replay(ITaskOrchestrator orchestrator, string instance, IEnumerable<HistoryEvent> past, IEnumerable<HistoryEvent> woken)
    {
        var request = new Protobuf.OrchestratorRequest { InstanceId = instance };
        request.PastEvents.AddRange(past);
        request.NewEvents.AddRange(woken);
        var answer = GrpcOrchestrationRunner.LoadAndRun(Convert.ToBase64String(request.ToByteArray()), orchestrator, Services);
        return Protobuf.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer)).Actions.Select(static action => action.Id);
    }

    private sealed class Whole : TaskOrchestrator<BatchRun, RunOutcome>
    {
        public override Task<RunOutcome> RunAsync(TaskOrchestrationContext context, BatchRun input) => Orchestrations.EnhanceBatchAsync(context, input);
    }

    private sealed class Part : TaskOrchestrator<ChunkSegment, SegmentOutcome>
    {
        public override Task<SegmentOutcome> RunAsync(TaskOrchestrationContext context, ChunkSegment input) => Orchestrations.EnhanceChunksAsync(context, input);
    }
}
