using System.Globalization;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol.References;

namespace RobotFunctions.Core.Steps.Download;

/// <summary>Counts the bad lines of a reference file and names the first ones, so that somebody can find and correct them.</summary>
/// <param name="lineBytes">The longest line.</param>
internal sealed class BadLines(int lineBytes)
{
    /// <summary>How many are named: enough to see a pattern, and few enough for a log line and a run's history.</summary>
    public const int MostNamed = 10;

    private readonly List<BadLine> _first = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first ones, in the order of the file; null if there are none.</summary>
    public IReadOnlyList<BadLine>? First => Count == 0 ? null : _first;

    /// <summary>Adds a line without a readable id.</summary>
    /// <param name="number">Its number in the file.</param>
    /// <param name="line">Its bytes with the line feed, perhaps truncated.</param>
    public void Add(long number, ReadOnlySpan<byte> line)
    {
        Count++;
        if (_first.Count < MostNamed)
        {
            _first.Add(new BadLine(number, Explain(line)));
        }
    }

    private string Explain(ReadOnlySpan<byte> line) => line.Length > lineBytes + 2
        ? string.Create(CultureInfo.InvariantCulture, $"The line is longer than {lineBytes} bytes, and its beginning has no readable id.")
        : ReferenceLine.Read(line).Reason!;
}
