using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Configuration;

/// <summary>Options of the repository simulator. The defaults match the real repository.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The folder for the files of its storage; created if missing, never removed.</summary>
    public required string Folder { get; init; }

    /// <summary>The loopback port to listen on; 0 selects a free port.</summary>
    /// <value>Default: 0.</value>
    public int Port { get; init; }

    /// <summary>The API generation it supports.</summary>
    /// <value>Default: <see cref="ApiGeneration.G2"/>.</value>
    public ApiGeneration Generation { get; init; } = ApiGeneration.G2;

    /// <summary>The bearer token with which robots are registered; null accepts none.</summary>
    /// <value>Default: null.</value>
    public string? Token { get; init; }

    /// <summary>Its clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long a signed URL is valid (protocol section 5).</summary>
    /// <value>Default: one hour.</value>
    public TimeSpan UrlLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Runs between the robot's response to a push and the commit, which waits for it. A callback before the commit
    /// triggers the races of protocol 1.1: a single request is unknown (G1), a batch has no result file, and its status is overwritten.
    /// </summary>
    /// <value>Default: null, which commits immediately.</value>
    public Func<BatchId, Task>? BeforeCommit { get; init; }

    /// <summary>How long a robot may take to respond to a push.</summary>
    /// <value>Default: 5 seconds.</value>
    public TimeSpan RobotTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The interval of the job that ends expired leases; null leaves it to <c>LeasedBatches.ExpireLeases</c>.</summary>
    /// <value>Default: null.</value>
    public TimeSpan? ExpiryInterval { get; init; }

    /// <summary>Creates the ids of requests and batches.</summary>
    /// <value>Default: version 4 for pushed requests, version 7 for polled batches.</value>
    public Func<Guid>? NewId { get; init; }

    /// <summary>Runs before a result file is imported, so that a test can inspect a batch during its import.</summary>
    public Func<BatchId, Task>? BeforeImport { get; init; }

    internal Guid CreateId() =>
        NewId?.Invoke() ?? (Generation == ApiGeneration.G3 ? Guid.CreateVersion7(Time.GetUtcNow()) : Guid.NewGuid());
}
