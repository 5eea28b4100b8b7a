using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Enhance;

/// <summary>
/// Stores the finished answers of a chunk while it is being enhanced, so that a run of the chunk after a crash repeats no more than the calls that were
/// under way. An answer that took long is stored at once, quicker ones once a second: a fast enhancer's chunk is done before it stores anything
/// (docs/decisions/020-answers-of-open-chunks-are-appended.md).
/// </summary>
internal sealed partial class PartialResults : IAsyncDisposable
{
    /// <summary>Answers of calls that took as long are stored at once.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FailingTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(4);

    private readonly IBatchStore _store;
    private readonly BatchId _batch;
    private readonly int _chunk;
    private readonly ChunkAnswers _answers;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop;
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private Task? _appending;
    private bool _closed;
    private bool _exists;
    private bool _full;
    private int _stored;
    private long? _failingSince;
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PartialResults(IBatchStore store, BatchId batch, int chunk, ChunkAnswers answers, TimeProvider time, ILogger logger)
    {
        _store = store;
        _batch = batch;
        _chunk = chunk;
        _answers = answers;
        _time = time;
        _logger = logger;
        _stop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _timer = time.CreateTimer(static partial => ((PartialResults)partial!).AppendSoon(), this, Interval, Interval);
    }

    private string Item => BatchItems.PartialResults(_chunk);

    /// <summary>Takes over what an earlier run of the chunk stored.</summary>
    /// <exception cref="IOException">The store is unavailable.</exception>
    public static async ValueTask<PartialResults> OpenAsync(
        IBatchStore store, BatchId batch, int chunk, ChunkAnswers answers, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        using var earlier = await store.ReadAsync(batch, BatchItems.PartialResults(chunk), cancellation);
        if (earlier is not null)
        {
            answers.TakeOver(earlier.Content.Span);
        }

        return new PartialResults(store, batch, chunk, answers, time, logger) { _exists = earlier is not null, _stored = answers.Length };
    }

    /// <summary>Waits until what has finished is stored: a call that took long is under way until its answer is.</summary>
    /// <exception cref="IOException">It could not be stored for a minute.</exception>
    public async Task StoreAsync(CancellationToken cancellation)
    {
        for (var end = _answers.Length; AppendedBefore(end) is { } appended;)
        {
            AppendSoon();
            await appended.WaitAsync(cancellation);
        }
    }

    /// <summary>Removes what was stored, once the result chunk is.</summary>
    /// <exception cref="IOException">The store is unavailable.</exception>
    public async ValueTask DeleteAsync(CancellationToken cancellation)
    {
        await CloseAsync();
        SetStored(_answers.Length);
        if (_exists)
        {
            await _store.DeleteAsync(_batch, Item, cancellation);
        }
    }

    /// <summary>Stores what has finished, unless it was deleted: the chunk stopped before its end.</summary>
    public async ValueTask DisposeAsync()
    {
        _stop.CancelAfter(StopTimeout);
        await CloseAsync();
        await AppendAsync();
        _stop.Dispose();
    }

    private async ValueTask CloseAsync()
    {
        await _timer.DisposeAsync();
        Task? appending;
        lock (_gate)
        {
            _closed = true;
            appending = _appending;
        }

        _due.Writer.TryComplete();
        if (appending is not null)
        {
            await appending;
        }
    }

    private void AppendSoon()
    {
        lock (_gate)
        {
            if (!_closed && _answers.Length > _stored)
            {
                _appending ??= AppendWhenDueAsync();
            }
        }

        _due.Writer.TryWrite(true);
    }

    private async Task AppendWhenDueAsync()
    {
        await foreach (var _ in _due.Reader.ReadAllAsync())
        {
            await AppendAsync();
        }
    }

    private async Task AppendAsync()
    {
        var end = _answers.Length;
        if (end == _stored)
        {
            return;
        }

        if (_full)
        {
            SetStored(end);
            return;
        }

        // Each append begins a new line: the one before may have left a part of one.
        using var finished = _answers.CopyFrom(_stored);
        try
        {
            _exists = true;
            if (!await _store.AppendAsync(_batch, Item, finished.Written, _stop.Token))
            {
                _full = true;
                LogFull(_logger, _batch, _chunk);
            }

            _failingSince = null;
            SetStored(_stored + finished.Length - 1);
        }
        catch (Exception exception) when (exception is IOException || _stop.IsCancellationRequested && exception is OperationCanceledException)
        {
            Fail(exception);
        }
    }

    /// <summary>The next append; null if everything up to <paramref name="end"/> is stored already.</summary>
    private Task? AppendedBefore(int end)
    {
        lock (_gate)
        {
            return _stored >= end ? null : _appended.Task;
        }
    }

    private void SetStored(int end)
    {
        TaskCompletionSource appended;
        lock (_gate)
        {
            _stored = end;
            (appended, _appended) = (_appended, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        appended.TrySetResult();
    }

    private void Fail(Exception exception)
    {
        if (_failingSince is not { } since)
        {
            _failingSince = _time.GetTimestamp();
            LogFailing(_logger, _batch, _chunk, exception.Message);
        }
        else if (_time.GetElapsedTime(since) >= FailingTimeout)
        {
            _appended.TrySetException(new IOException($"Finished answers of chunk {_chunk} cannot be stored.", exception));
            _ = _appended.Task.Exception;
        }
    }

    [LoggerMessage(2, LogLevel.Warning, "Run {RunId}: finished answers of chunk {Chunk} cannot be stored; no more references are begun until they can: {Problem}")]
    private static partial void LogFailing(ILogger logger, BatchId runId, int chunk, string problem);

    [LoggerMessage(3, LogLevel.Warning, "Run {RunId}: chunk {Chunk} has too many appends; the answers that finish from now on are repeated if the robot stops before the chunk is done")]
    private static partial void LogFull(ILogger logger, BatchId runId, int chunk);
}
