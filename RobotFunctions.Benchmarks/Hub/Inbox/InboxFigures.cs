using System.Globalization;
using System.Text;

namespace RobotFunctions.Benchmarks.Hub.Inbox;

/// <summary>The measurements of the inbox.</summary>
/// <param name="Posted">Tasks posted over HTTP: each is a task, an entry of its history, an event and an entry of the audit.</param>
/// <param name="PostFloor">Three bare inserts a transaction.</param>
/// <param name="Listed">Pages of 50 over HTTP, by filter and depth.</param>
/// <param name="ListFloor">The statement of the first page alone.</param>
/// <param name="PeakBytes">The largest resident set of the Hub while it listed.</param>
internal sealed record InboxFigures(Load Posted, Load PostFloor, IReadOnlyList<(string Query, Load First, Load Deep)> Listed, Load ListFloor, long PeakBytes)
{
    /// <summary>The lines that the command prints.</summary>
    public override string ToString()
    {
        var lines = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"  posted     {Posted} by 16 clients")
            .AppendLine(CultureInfo.InvariantCulture, $"  floor      {PostFloor}, three bare inserts a transaction")
            .AppendLine(CultureInfo.InvariantCulture, $"  ratio      {PostFloor.PerSecond / Posted.PerSecond:0.00}")
            .AppendLine(CultureInfo.InvariantCulture, $"  listed     by 8 clients, the first page and one in the middle; {PeakBytes / 1048576.0:0} MiB peak");
        foreach (var (query, first, deep) in Listed)
        {
            lines.AppendLine(CultureInfo.InvariantCulture, $"    {(query.Length == 0 ? "all" : query),-28} {first}  {deep}");
        }

        return lines.Append(CultureInfo.InvariantCulture, $"    {"floor",-28} {ListFloor}").ToString();
    }
}
