using RobotFunctions.Core.Batches;

namespace RobotFunctions.Core.Steps;

/// <summary>What <c>DownloadReferences</c> found.</summary>
/// <param name="Chunks">How many chunks the reference file was cut into.</param>
/// <param name="Lines">How many lines with content the chunks hold.</param>
/// <param name="Duplicates">Further lines of an id that came before; they are in no chunk.</param>
/// <param name="Bytes">The file's length.</param>
public sealed record DownloadedReferences(int Chunks, long Lines, long Duplicates, long Bytes);

/// <summary>Which chunk to enhance.</summary>
public sealed record ChunkInput(Batch Batch, int Index);

/// <summary>What <c>EnhanceChunk</c> did.</summary>
public sealed record EnhancedChunk(EntryCounts Counts, long ResultBytes);

/// <summary>Which result chunks to upload.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Chunks">How many result chunks there are.</param>
/// <param name="Bytes">Their length together: the exact Content-Length.</param>
public sealed record UploadInput(Batch Batch, int Chunks, long Bytes);

/// <summary>What <c>UploadResults</c> sent.</summary>
public sealed record UploadedResults(long Bytes);

/// <summary>What to tell the repository.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Error">The robot error for the whole batch; null reports success.</param>
public sealed record ReportInput(Batch Batch, string? Error);

/// <summary>The repository has our report.</summary>
/// <param name="Status">The HTTP status of its answer.</param>
/// <param name="Repeated">Whether it had it already from an attempt whose answer was lost.</param>
public sealed record Reported(int Status, bool Repeated);

/// <summary>New signed URLs are in the batch store.</summary>
public sealed record RefreshedUrls(DateTimeOffset IssuedAt);

/// <summary>The lease lasts longer.</summary>
public sealed record RenewedLease(DateTimeOffset ExpiresAt);

/// <summary>A report that could not be delivered, and why.</summary>
/// <param name="Report">What was to be told.</param>
/// <param name="Reason">Why it could not be.</param>
/// <param name="Uncertain">Whether it may have arrived nevertheless.</param>
public sealed record DeadLetterInput(ReportInput Report, string Reason, bool Uncertain);

/// <summary>A step that has nothing to tell.</summary>
public sealed record Unit
{
    /// <summary>The one value.</summary>
    public static Unit Value { get; } = new();
}
