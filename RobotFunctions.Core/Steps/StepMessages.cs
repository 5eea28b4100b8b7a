using RobotFunctions.Core.Batches;

namespace RobotFunctions.Core.Steps;

/// <summary>The outcome of <c>DownloadReferences</c>.</summary>
/// <param name="Chunks">The number of chunks.</param>
/// <param name="Lines">The number of non-blank lines in the chunks.</param>
/// <param name="Duplicates">Repeated lines of an earlier id, which were removed from the chunks.</param>
/// <param name="Bytes">The file's length.</param>
public sealed record DownloadedReferences(int Chunks, long Lines, long Duplicates, long Bytes)
{
    /// <summary>The first ten bad lines of the file; null if there are none, and in a history of an earlier release.</summary>
    public IReadOnlyList<BadLine>? FirstBadLines { get; init; }
}

/// <summary>Which chunk to enhance.</summary>
public sealed record ChunkInput(Batch Batch, int Index);

/// <summary>The outcome of <c>EnhanceChunk</c>.</summary>
public sealed record EnhancedChunk(EntryCounts Counts, long ResultBytes);

/// <summary>Which result chunks to upload.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Chunks">How many result chunks there are.</param>
/// <param name="Bytes">Their total length: the exact Content-Length.</param>
public sealed record UploadInput(Batch Batch, int Chunks, long Bytes);

/// <summary>The outcome of <c>UploadResults</c>.</summary>
public sealed record UploadedResults(long Bytes);

/// <summary>The report to the repository.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Error">The robot error for the whole batch; null reports success.</param>
public sealed record ReportInput(Batch Batch, string? Error);

/// <summary>The repository has the report.</summary>
/// <param name="Status">The HTTP status of its response.</param>
/// <param name="Repeated">Whether an earlier attempt whose response was lost had already arrived.</param>
public sealed record Reported(int Status, bool Repeated);

/// <summary>New signed URLs are in the batch store.</summary>
public sealed record RefreshedUrls(DateTimeOffset IssuedAt);

/// <summary>The lease was renewed.</summary>
public sealed record RenewedLease(DateTimeOffset ExpiresAt);

/// <summary>A report that could not be delivered, and why.</summary>
/// <param name="Report">The report.</param>
/// <param name="Reason">Why it could not be delivered.</param>
/// <param name="Uncertain">Whether it may have arrived.</param>
public sealed record DeadLetterInput(ReportInput Report, string Reason, bool Uncertain);

/// <summary>The outcome of a step that has no value.</summary>
public sealed record Unit
{
    /// <summary>The only value.</summary>
    public static Unit Value { get; } = new();
}
