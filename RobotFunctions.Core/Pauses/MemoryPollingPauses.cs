using System.Collections.Concurrent;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Pauses;

/// <summary>Pauses of one process, for whoever has no store that outlives it.</summary>
internal sealed class MemoryPollingPauses : IPollingPauseStore
{
    private readonly ConcurrentDictionary<RobotId, PollingPause> _pauses = new();

    /// <inheritdoc/>
    public Task<PollingPause?> FindAsync(RobotId robot, CancellationToken cancellation) => Task.FromResult(_pauses.GetValueOrDefault(robot));

    /// <inheritdoc/>
    public Task SaveAsync(PollingPause pause, CancellationToken cancellation)
    {
        _pauses[pause.Robot] = pause;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(RobotId robot, CancellationToken cancellation)
    {
        _pauses.TryRemove(robot, out _);
        return Task.CompletedTask;
    }
}
