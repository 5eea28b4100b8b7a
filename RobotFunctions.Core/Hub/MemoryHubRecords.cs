using System.Collections.Concurrent;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Hub;

/// <summary>Records of one process, for a host that has no store that outlives it.</summary>
internal sealed class MemoryHubRecords : IHubRecords
{
    private readonly ConcurrentDictionary<(RobotId Robot, string Name), ReadOnlyMemory<byte>> _records = new();

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(RobotId robot, string name, CancellationToken cancellation) =>
        Task.FromResult(_records.TryGetValue((robot, name), out var json) ? json : (ReadOnlyMemory<byte>?)null);

    /// <inheritdoc/>
    public Task WriteAsync(RobotId robot, string name, ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        _records[(robot, name)] = json;
        return Task.CompletedTask;
    }
}
