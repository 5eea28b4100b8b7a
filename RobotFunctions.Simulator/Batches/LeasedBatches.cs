using System.Collections.Concurrent;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Configuration;
using RobotFunctions.Simulator.Import;
using RobotFunctions.Simulator.Robots;
using RobotFunctions.Simulator.Storage;

namespace RobotFunctions.Simulator.Batches;

/// <summary>The G3 side of the repository: references wait until robots claim them in leased batches (protocol 1.5).</summary>
public sealed class LeasedBatches : IDisposable
{
    /// <summary>How many times a reference is delivered again after its lease expired.</summary>
    public const int MaxRetries = 3;

    private readonly Lock _gate = new();
    private readonly PendingQueues _pending = new();
    private readonly Dictionary<BatchId, LeasedBatch> _batches = [];
    private readonly HashSet<LeasedBatch> _open = [];
    private readonly ConcurrentBag<ReferenceSource> _sources = [];
    private readonly ImportedEnhancements _imported = new();
    private readonly SimulatorOptions _options;
    private readonly SimulatedStorage _storage;
    private readonly Imports _imports;
    private readonly ITimer? _expiry;
    private TaskCompletionSource _settled = NewSignal();

    internal LeasedBatches(SimulatorOptions options, SimulatedStorage storage, Imports imports)
    {
        (_options, _storage, _imports) = (options, storage, imports);
        _settled.SetResult();
        _expiry = options.ExpiryInterval is { } interval
            ? options.Time.CreateTimer(_ => ExpireLeases(), null, interval, interval)
            : null;
    }

    /// <summary>All claimed batches, oldest first.</summary>
    public IReadOnlyList<LeasedBatch> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _batches.Values];
            }
        }
    }

    /// <summary>The number of references that wait to be claimed.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>The batch with this id; null if there is none.</summary>
    public LeasedBatch? Find(BatchId id)
    {
        lock (_gate)
        {
            return _batches.GetValueOrDefault(id);
        }
    }

    /// <summary>Requests enhancements of the references in a file, which must not be moved. Returns the number of references.</summary>
    public async Task<int> RequestAsync(RegisteredRobot robot, string referenceFile, CancellationToken cancellation = default)
    {
        var source = await ReferenceSource.OpenAsync(referenceFile, cancellation);
        _sources.Add(source);
        lock (_gate)
        {
            for (var position = 0; position < source.Ids.Count; position++)
            {
                _pending.Add(new PendingEnhancement(robot, source, position, retryDepth: 0));
            }

            NoteWork();
        }

        return source.Ids.Count;
    }

    /// <summary>The repository's expiry job: ends expired leases. Their references wait again, unless they were delivered four times.</summary>
    /// <returns>The number of expired pending enhancements.</returns>
    public int ExpireLeases()
    {
        lock (_gate)
        {
            var now = _options.Time.GetUtcNow();
            var expired = _open.Where(batch => batch.ExpiresAt < now).SelectMany(static batch => batch.Pending)
                .Where(static pending => pending.Status == PendingStatus.Processing).ToList();
            foreach (var pending in expired)
            {
                pending.Status = PendingStatus.Expired;
                if (pending.RetryDepth < MaxRetries)
                {
                    _pending.Add(new PendingEnhancement(pending.Robot, pending.Source, pending.Position, pending.RetryDepth + 1));
                }
            }

            NoteWork();
            return expired.Count;
        }
    }

    /// <summary>Waits until nothing is left to claim, to process or to import.</summary>
    public Task SettledAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _settled.Task.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _expiry?.Dispose();
        foreach (var source in _sources)
        {
            source.Dispose();
        }
    }

    // The claim stands even if the robot does not wait for the response: the batch then expires.
    internal async Task<LeasedBatch?> ClaimAsync(RobotId robot, int limit, TimeSpan lease)
    {
        LeasedBatch batch;
        lock (_gate)
        {
            var claimed = _pending.Take(robot, limit);
            if (claimed.Count == 0)
            {
                return null;
            }

            batch = new LeasedBatch(new BatchId(_options.CreateId()), claimed[0].Robot, claimed, _options.Time.GetUtcNow() + lease, _gate);
            _ = batch.Move(PendingStatus.Processing);
            _batches.Add(batch.Id, batch);
            _open.Add(batch);
        }

        await WriteReferencesAsync(batch);
        return batch;
    }

    internal DateTimeOffset? Renew(LeasedBatch batch, TimeSpan lease)
    {
        lock (_gate)
        {
            var expiresAt = _options.Time.GetUtcNow() + lease;
            return batch.Renew(expiresAt) ? expiresAt : null;
        }
    }

    /// <summary>Starts the import of a batch's result; otherwise returns the status that prevents it.</summary>
    internal PendingStatus? StartImport(LeasedBatch batch)
    {
        lock (_gate)
        {
            if (batch.Move(PendingStatus.Importing) is { } blocking)
            {
                return blocking;
            }
        }

        _imports.Start(batch.Id, cancellation => ImportAsync(batch, cancellation));
        return null;
    }

    /// <summary>Fails a whole batch; false if it has already ended.</summary>
    internal bool Fail(LeasedBatch batch, string error)
    {
        lock (_gate)
        {
            if (batch.Move(PendingStatus.Failed) is not null)
            {
                return false;
            }

            batch.Fail(error);
            NoteWork();
            return true;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ImportAsync(LeasedBatch batch, CancellationToken cancellation)
    {
        var result = await ResultImport.RunAsync(
            batch.Id,
            _storage.PathOf(batch.ResultBlob),
            _storage.PathOf(batch.ValidationBlob),
            batch.References,
            ImportRules.OfPolls(batch.Robot, _imported),
            cancellation);
        lock (_gate)
        {
            batch.Complete(result.Report, result.Outcomes);
            NoteWork();
        }
    }

    private async Task WriteReferencesAsync(LeasedBatch batch)
    {
        var path = _storage.PathOf(batch.ReferenceBlob);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 64 * 1024, useAsync: true);
        foreach (var pending in batch.Pending)
        {
            await pending.Source.CopyAsync(pending.Position, file, CancellationToken.None);
        }
    }

    private void NoteWork()
    {
        _open.RemoveWhere(static batch => batch.Pending.All(static pending => pending.Status.IsTerminal()));
        var isSettled = _open.Count == 0 && _pending.Count == 0;
        if (isSettled)
        {
            _settled.TrySetResult();
        }
        else if (_settled.Task.IsCompleted)
        {
            _settled = NewSignal();
        }
    }
}
