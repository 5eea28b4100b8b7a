using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Guard;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Enhance;

/// <summary>
/// Runs an enhancer over the lines of a chunk that have no answer yet. An enhancer that completes synchronously costs no task; an asynchronous one runs
/// for many references concurrently.
/// </summary>
internal sealed class ChunkEnhancement(GuardedEnhancer enhancer, EnhancerContext context, ChunkAnswers answers, PartialResults partial, int lineBytes) : IDisposable
{
    private readonly Queue<Task> _calls = new();

    // How many more calls may be begun after the one that is being begun.
    private readonly SemaphoreSlim _room = new(enhancer.Concurrency - 1);

    public async Task RunAsync(StoredItem chunk, CancellationToken cancellation)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var rest = chunk.Content;
            for (var position = 0; !rest.IsEmpty; position++)
            {
                cancellation.ThrowIfCancellationRequested();
                await TakeAsync(NextLine(ref rest), position, given.Token);
            }

            while (_calls.TryDequeue(out var call))
            {
                await call;
            }
        }
        catch
        {
            await given.CancelAsync();
            throw;
        }
        finally
        {
            await SettleAsync(chunk);
        }
    }

    public void Dispose() => _room.Dispose();

    private static ReadOnlyMemory<byte> NextLine(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line;
    }

    private async ValueTask TakeAsync(ReadOnlyMemory<byte> line, int position, CancellationToken cancellation)
    {
        if (Start(line, position, cancellation) is not { } call)
        {
            return;
        }

        _calls.Enqueue(call);
        await _room.WaitAsync(cancellation);
        while (_calls.TryPeek(out var oldest) && oldest.IsCompleted)
        {
            await _calls.Dequeue();
        }
    }

    /// <summary>Starts a line; null if it is done. Without an id it gets no result line.</summary>
    private Task? Start(ReadOnlyMemory<byte> line, int position, CancellationToken cancellation)
    {
        if (line.Length > lineBytes + 1)
        {
            return ReferenceLine.TryPeekId(line.Span, out var id)
                ? Fail(position, id, $"The reference's line is longer than {lineBytes} bytes.")
                : CountBadLine();
        }

        var read = ReferenceLine.Read(line.Span);
        return read switch
        {
            { Verdict: ReferenceLineVerdict.Blank } => null,
            { Verdict: ReferenceLineVerdict.WellFormed, Id: { } id } => answers.TryReuse(position, id) ? null : Enhance(position, id, line, cancellation),
            { Id: { } id, Reason: { } reason } => Fail(position, id, $"The reference's line is malformed: {reason}"),
            _ => CountBadLine(),
        };
    }

    private Task? Enhance(int position, ReferenceId id, ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        var call = enhancer.EnhanceAsync(new Reference(line, id), context, cancellation);
        if (!call.IsCompletedSuccessfully)
        {
            return FinishAsync(position, id, call, cancellation);
        }

        var answer = call.Result;
        answers.Add(position, id, answer);
        return answer.Took < PartialResults.Slow ? null : StoreAsync(cancellation);
    }

    private async Task FinishAsync(int position, ReferenceId id, ValueTask<Answer> call, CancellationToken cancellation)
    {
        try
        {
            var answer = await call;
            answers.Add(position, id, answer);
            if (answer.Took >= PartialResults.Slow)
            {
                await partial.StoreAsync(cancellation);
            }
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task StoreAsync(CancellationToken cancellation)
    {
        try
        {
            await partial.StoreAsync(cancellation);
        }
        finally
        {
            _room.Release();
        }
    }

    private Task? Fail(int position, ReferenceId id, string reason)
    {
        answers.Add(position, id, new Answer(EnhancerOutcome.Failed(reason)));
        return null;
    }

    private Task? CountBadLine()
    {
        answers.CountBadLine();
        return null;
    }

    /// <summary>Waits for running calls, because they read the chunk's memory. If an abandoned call may still use the memory, it is not returned to the pool.</summary>
    private async Task SettleAsync(StoredItem chunk)
    {
        foreach (var call in _calls)
        {
            await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (enhancer.HasAbandonedCalls)
        {
            chunk.Abandon();
        }
    }
}
