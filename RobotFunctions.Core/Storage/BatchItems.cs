using System.Globalization;

namespace RobotFunctions.Core.Storage;

/// <summary>The names of a batch's items. They are deterministic, so that a step run twice writes the same item twice.</summary>
public static class BatchItems
{
    /// <summary>The accepted request: the signed URLs or the single reference.</summary>
    public const string Request = "request.json";

    /// <summary>The former name of <see cref="ReportSent"/>, from before the marker belonged to a run; still read in this release.</summary>
    public const string FormerReportSent = "report-sent";

    /// <summary>
    /// Exists once a report of the run that was accepted at <paramref name="acceptedAt"/> may have reached the repository: <c>1</c> until the response is
    /// known, then the status of the response that accepted it.
    /// </summary>
    public static string ReportSent(DateTimeOffset acceptedAt) => string.Create(CultureInfo.InvariantCulture, $"report-sent-{acceptedAt.UtcTicks}");

    /// <summary>References, as lines of the reference file.</summary>
    public static string Chunk(int index) => string.Create(CultureInfo.InvariantCulture, $"chunk-{index:D6}.jsonl");

    /// <summary>Result entries, in the order of the chunk's references.</summary>
    public static string ResultChunk(int index) => string.Create(CultureInfo.InvariantCulture, $"result-{index:D6}.jsonl");

    /// <summary>Result entries of a chunk that is not done yet, in the order in which they finished.</summary>
    public static string PartialResults(int index) => string.Create(CultureInfo.InvariantCulture, $"partial-{index:D6}.jsonl");
}
