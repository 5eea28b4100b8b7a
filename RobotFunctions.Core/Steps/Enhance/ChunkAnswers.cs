using System.Buffers;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Enhancers.Guard;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Enhance;

/// <summary>
/// The answers for a chunk as result lines: in memory in the order in which they finish, in the result chunk in the order of the chunk. References finish
/// concurrently, so members may be called at the same time.
/// </summary>
internal sealed class ChunkAnswers(PooledBuffer lines, ResultChunkWriter writer, int references)
{
    private readonly Lock _gate = new();
    private readonly List<Placed> _placed = new(references);
    private readonly List<(int Position, ReferenceId Id, EnhancerOutcome Outcome)> _passing = [];
    private readonly Dictionary<ReferenceId, EarlierAnswer> _earlier = [];
    private int? _lasting;

    /// <summary>The outcomes so far.</summary>
    public EntryCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return writer.Counts;
            }
        }
    }

    /// <summary>The length of the lines that finished so far and may be stored: passing answers are not among them.</summary>
    public int Length
    {
        get
        {
            lock (_gate)
            {
                return _lasting ?? lines.Length;
            }
        }
    }

    /// <summary>Takes over the lines that an earlier run of the chunk stored, before the first answer is added.</summary>
    public void TakeOver(ReadOnlySpan<byte> stored)
    {
        lines.Write(stored);
        lines.Write("\n"u8);
        foreach (var answer in EarlierAnswer.ReadAll(lines.Written.Span))
        {
            _earlier.TryAdd(answer.Id, answer);
        }
    }

    /// <summary>Uses the answer of an earlier run for the reference at this place of the chunk; false if there is none.</summary>
    public bool TryReuse(int position, ReferenceId id)
    {
        lock (_gate)
        {
            if (!_earlier.TryGetValue(id, out var answer))
            {
                return false;
            }

            _placed.Add(new Placed(position, answer.Start, answer.Length));
            writer.Count(answer.IsEnhanced);
            return true;
        }
    }

    /// <summary>Adds the answer for the reference at this place of the chunk.</summary>
    public void Add(int position, ReferenceId id, Answer answer)
    {
        lock (_gate)
        {
            if (answer.IsLasting)
            {
                Write(position, id, answer.Outcome);
            }
            else
            {
                _passing.Add((position, id, answer.Outcome));
            }
        }
    }

    /// <summary>Counts a line that no answer can be linked to.</summary>
    public void CountBadLine()
    {
        lock (_gate)
        {
            writer.CountBadLine();
        }
    }

    /// <summary>Copies the lines that finished after the first <paramref name="start"/> bytes of them, after a line feed. The caller disposes the copy.</summary>
    public PooledBuffer CopyFrom(int start)
    {
        lock (_gate)
        {
            var finished = lines.Written[start..(_lasting ?? lines.Length)];
            var copy = new PooledBuffer(finished.Length + 1);
            copy.Write("\n"u8);
            copy.Write(finished.Span);
            return copy;
        }
    }

    /// <summary>All answers in the order of the chunk, once every reference has one.</summary>
    /// <param name="ordered">Holds them if they finished in another order.</param>
    public ReadOnlyMemory<byte> InOrder(PooledBuffer ordered)
    {
        lock (_gate)
        {
            _lasting ??= lines.Length;
            _passing.ForEach(answer => Write(answer.Position, answer.Id, answer.Outcome));
            _passing.Clear();
        }

        if (IsInOrder())
        {
            return lines.Written;
        }

        _placed.Sort(static (left, right) => left.Position.CompareTo(right.Position));
        _ = ordered.GetSpan(lines.Length);
        foreach (var line in _placed)
        {
            ordered.Write(lines.Written.Span.Slice(line.Start, line.Length));
        }

        return ordered.Written;
    }

    private void Write(int position, ReferenceId id, EnhancerOutcome outcome)
    {
        var start = lines.Length;
        writer.Write(id, outcome);
        _placed.Add(new Placed(position, start, lines.Length - start));
    }

    private bool IsInOrder()
    {
        var (position, end) = (-1, 0);
        foreach (var line in _placed)
        {
            if (line.Position <= position || line.Start != end)
            {
                return false;
            }

            (position, end) = (line.Position, line.Start + line.Length);
        }

        return end == lines.Length;
    }

    /// <summary>Where the line of the reference at a position of the chunk is.</summary>
    private readonly record struct Placed(int Position, int Start, int Length);
}
