using System.Runtime.InteropServices;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.References;

namespace RobotFunctions.Simulator.Import;

/// <summary>Counts an import and records the outcome of each reference in one byte.</summary>
internal sealed class ImportTally(RequestedReferences requested)
{
    private const int MostMessages = 100;
    private const int MostProblems = 20;

    private readonly EntryOutcome[] _outcomes = new EntryOutcome[requested.Count];
    private readonly int[] _counts = new int[Enum.GetValues<EntryOutcome>().Length];
    private readonly Dictionary<string, int> _messages = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private int _answered;
    private int _furthest = -1;
    private bool _inOrder = true;

    /// <summary>The number of the current line, from 1.</summary>
    public int Lines { get; private set; }

    public IReadOnlyList<EntryOutcome> Outcomes => _outcomes;

    /// <summary>The position of a reference in the reference file; negative if it was not requested.</summary>
    public int PositionOf(Guid id) => requested.PositionOf(id, _furthest + 1);

    public bool IsAnswered(int position) => _outcomes[position] != EntryOutcome.Missing;

    public void NextLine() => Lines++;

    /// <summary>Counts a line that is not an answer.</summary>
    public void Reject(EntryOutcome outcome, string problem)
    {
        _counts[(int)outcome]++;
        if (_problems.Count < MostProblems)
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Counts an answer.</summary>
    public void Answer(int position, EntryOutcome outcome)
    {
        _counts[(int)outcome]++;
        if (!IsAnswered(position))
        {
            _inOrder &= position > _furthest;
            _furthest = Math.Max(_furthest, position);
            _answered++;
        }

        _outcomes[position] = outcome;
    }

    public void CountMessage(string message)
    {
        var key = _messages.Count < MostMessages || _messages.ContainsKey(message) ? message : "…";
        CollectionsMarshal.GetValueRefOrAddDefault(_messages, key, out _)++;
    }

    public ImportReport ToReport(BatchId id) => new()
    {
        Id = id,
        Requested = requested.Count,
        Lines = Lines,
        Enhanced = Count(EntryOutcome.Imported),
        Failed = Count(EntryOutcome.RobotError),
        FailedByMessage = _messages,
        Refused = Count(EntryOutcome.Refused),
        Discarded = Count(EntryOutcome.Discarded),
        Missing = requested.Count - _answered,
        Duplicates = Count(EntryOutcome.Duplicate),
        Unparsable = Count(EntryOutcome.Unparsable),
        NotInBatch = Count(EntryOutcome.NotInBatch),
        InOrder = _inOrder,
        Problems = _problems,
    };

    private int Count(EntryOutcome outcome) => _counts[(int)outcome];
}
