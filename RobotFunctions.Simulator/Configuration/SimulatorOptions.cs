using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Simulator.Configuration;

/// <summary>How the simulated repository behaves. The defaults are the real repository's.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The folder for the files of its storage; made when missing, never removed.</summary>
    public required string Folder { get; init; }

    /// <summary>The loopback port it listens on; 0 is any free one.</summary>
    /// <value>Default: 0.</value>
    public int Port { get; init; }

    /// <summary>The API generation it speaks, and the only one.</summary>
    /// <value>Default: <see cref="ApiGeneration.G2"/>.</value>
    public ApiGeneration Generation { get; init; } = ApiGeneration.G2;

    /// <summary>Its clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long a signed URL lives (protocol section 5).</summary>
    /// <value>Default: one hour.</value>
    public TimeSpan UrlLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Runs between the robot's answer to a push and its commit; whatever it waits for, the commit waits for. A callback that comes before
    /// meets the races of protocol 1.1: a single request is unknown (G1), a batch has no result file, and its status is overwritten.
    /// </summary>
    /// <value>Default: null, which commits at once.</value>
    public Func<BatchId, Task>? BeforeCommit { get; init; }

    /// <summary>How long a robot may take to answer a push.</summary>
    /// <value>Default: 5 seconds.</value>
    public TimeSpan RobotTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often leases past their time are expired; null leaves it to <c>LeasedBatches.ExpireLeases</c>.</summary>
    /// <value>Default: null.</value>
    public TimeSpan? ExpiryInterval { get; init; }

    /// <summary>Where new ids of requests and batches come from.</summary>
    /// <value>Default: version 4 for pushed requests, version 7 for polled batches.</value>
    public Func<Guid>? NewId { get; init; }

    /// <summary>Runs before a result file is imported, so that a test can look at a batch while it is being imported.</summary>
    public Func<BatchId, Task>? BeforeImport { get; init; }

    internal Guid CreateId() =>
        NewId?.Invoke() ?? (Generation == ApiGeneration.G3 ? Guid.CreateVersion7(Time.GetUtcNow()) : Guid.NewGuid());
}
