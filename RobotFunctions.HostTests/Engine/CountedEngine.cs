using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Moq;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Tests.Engine;
using RobotFunctions.Tests.Fakes;

namespace RobotFunctions.HostTests.Engine;

/// <summary>A durable engine that has open runs and does nothing, and counts what it is asked.</summary>
internal sealed class CountedEngine
{
    private readonly JsonDataConverter _converter = new(EngineJson.Options);
    private readonly Dictionary<string, RobotId> _open = [];
    private Task _queried = Task.CompletedTask;

    public CountedEngine()
    {
        var client = new Mock<DurableTaskClient>("counted") { CallBase = true };
        client.Setup(engine => engine.GetAllInstancesAsync(It.IsAny<OrchestrationQuery?>())).Returns((OrchestrationQuery? query) => Query(query!));
        client
            .Setup(engine => engine.GetInstancesAsync(It.IsAny<string>(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string instance, bool _, CancellationToken _) => Fetch(instance));
        Client = client.Object;
    }

    public DurableTaskClient Client { get; }

    /// <summary>The queries for instances, in order.</summary>
    public List<OrchestrationQuery> Queries { get; } = [];

    /// <summary>How many instances were fetched one by one.</summary>
    public int Fetched { get; private set; }

    public void Add(RobotId robot, int runs, string? instance = null)
    {
        for (var run = 0; run < runs; run++)
        {
            _open[instance ?? Guid.CreateVersion7().ToString()] = robot;
        }
    }

    public void Clear() => _open.Clear();

    /// <summary>Lets queries wait until the source that is returned has a result.</summary>
    public TaskCompletionSource HoldQueries()
    {
        var held = new TaskCompletionSource();
        _queried = held.Task;
        return held;
    }

    /// <summary>Lets queries fail as with an engine that is away.</summary>
    public void FailQueries() => _queried = Task.FromException(new RpcException(new Status(StatusCode.Unavailable, "away")));

    private AsyncPageable<OrchestrationMetadata> Query(OrchestrationQuery query)
    {
        Queries.Add(query);
        var found = _open.Keys.Select(static instance => new OrchestrationMetadata(nameof(EnhanceBatch), instance)).ToList();
        return Pageable.Create<OrchestrationMetadata>(async (_, _, _) =>
        {
            await _queried;
            return new Page<OrchestrationMetadata>(found);
        });
    }

    private OrchestrationMetadata Fetch(string instance)
    {
        Fetched++;
        var run = new BatchRun(TestRobots.Batch() with { Robot = _open[instance] }, StepRunnerContract.Plan, "");
        return new OrchestrationMetadata(nameof(EnhanceBatch), instance) { DataConverter = _converter, SerializedInput = _converter.Serialize(run) };
    }
}
