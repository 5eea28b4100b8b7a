using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Guard;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.References;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Enhance;

/// <summary>
/// Runs an enhancer over the lines of a chunk and writes the outcomes in the order of the lines. An enhancer that completes synchronously costs no
/// task; an asynchronous one runs for many references concurrently, and a bounded number of outcomes waits for an earlier line.
/// </summary>
internal sealed class ChunkEnhancement(GuardedEnhancer enhancer, EnhancerContext context, ResultChunkWriter results, int lineBytes)
{
    private readonly Queue<(ReferenceId Id, Task<EnhancerOutcome> Outcome)> _waiting = new();
    private readonly int _mostWaiting = enhancer.Concurrency * 8;

    public async Task RunAsync(StoredItem chunk, CancellationToken cancellation)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var rest = chunk.Content;
            while (!rest.IsEmpty)
            {
                cancellation.ThrowIfCancellationRequested();
                await TakeAsync(NextLine(ref rest), given.Token);
            }

            while (_waiting.Count > 0)
            {
                await WriteOldestAsync();
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

    private static ReadOnlyMemory<byte> NextLine(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line;
    }

    private async ValueTask TakeAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        var started = Start(line, cancellation);
        if (started.Id is not { } reference)
        {
            return;
        }

        if (_waiting.Count == 0 && started.Outcome.IsCompletedSuccessfully)
        {
            results.Write(reference, started.Outcome.Result);
            return;
        }

        _waiting.Enqueue((reference, started.Outcome.AsTask()));
        while (_waiting.Count >= _mostWaiting || (_waiting.TryPeek(out var oldest) && oldest.Outcome.IsCompleted))
        {
            await WriteOldestAsync();
        }
    }

    /// <summary>Starts a line; without an id it gets no result line.</summary>
    private Started Start(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        if (line.Length > lineBytes + 1)
        {
            return ReferenceLine.TryPeekId(line.Span, out var id) ? Failed(id, $"The reference's line is longer than {lineBytes} bytes.") : Bad();
        }

        var read = ReferenceLine.Read(line.Span);
        return read switch
        {
            { Verdict: ReferenceLineVerdict.Blank } => default,
            { Verdict: ReferenceLineVerdict.WellFormed, Id: { } id } =>
                new Started(id, enhancer.EnhanceAsync(new Reference(line, id), context, cancellation)),
            { Id: { } id, Reason: { } reason } => Failed(id, $"The reference's line is malformed: {reason}"),
            _ => Bad(),
        };
    }

    private Started Bad()
    {
        results.CountBadLine();
        return default;
    }

    private static Started Failed(ReferenceId id, string reason) => new(id, new ValueTask<EnhancerOutcome>(EnhancerOutcome.Failed(reason)));

    private async ValueTask WriteOldestAsync()
    {
        var (id, outcome) = _waiting.Peek();
        results.Write(id, await outcome);
        _waiting.Dequeue();
    }

    /// <summary>Waits for running calls, because they read the chunk's memory. If an abandoned call may still use the memory, it is not returned to the pool.</summary>
    private async Task SettleAsync(StoredItem chunk)
    {
        foreach (var (_, outcome) in _waiting)
        {
            await ((Task)outcome).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (enhancer.HasAbandonedCalls)
        {
            chunk.Abandon();
        }
    }

    private readonly record struct Started(ReferenceId? Id, ValueTask<EnhancerOutcome> Outcome);
}
