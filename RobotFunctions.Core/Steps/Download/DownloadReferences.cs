using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.SignedUrls;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Download;

/// <summary>Streams the reference file once and stores it as chunks of whole lines in the batch store.</summary>
internal sealed partial class DownloadReferences(
    AcceptedRequests requests,
    StorageClient storage,
    IBatchStore store,
    IOptions<LimitsOptions> limits,
    ILogger<DownloadReferences> logger) : IStep<Batch, DownloadedReferences>
{
    /// <inheritdoc/>
    public async Task<StepOutcome<DownloadedReferences>> RunAsync(Batch input, CancellationToken cancellation)
    {
        if (await requests.LoadAsync(input.Id, cancellation) is not { } request)
        {
            return new StepFailure(FailureKind.PayloadLost, "The accepted request is no longer in the robot's store.");
        }

        using var cutter = new ReferenceFileCutter(store, input.Id, limits.Value);
        try
        {
            StepOutcome<DownloadedReferences> downloaded = request.ReferenceUrl is { } url
                ? await storage.DownloadAsync(url, cutter.CutAsync, cancellation)
                : await cutter.CutAsync(SingleLine(request.Reference), cancellation);
            LogBadLines(input.Id, cutter.BadLines, downloaded.Value?.FirstBadLines);
            return downloaded.Succeeded && cutter.Unreadable is { } reason ? new StepFailure(FailureKind.Permanent, reason) : downloaded;
        }
        catch (FileTooLargeException exception)
        {
            return new StepFailure(FailureKind.Permanent, exception.Message);
        }
    }

    private void LogBadLines(BatchId runId, long count, IReadOnlyList<BadLine>? first)
    {
        if (first is not null)
        {
            LogBadLines(runId, count, string.Join(' ', first), BadLine.Hint);
        }
    }

    private static MemoryStream SingleLine(JsonElement reference)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line))
        {
            reference.WriteTo(writer);
        }

        return new MemoryStream(line.WrittenMemory.ToArray(), writable: false);
    }

    [LoggerMessage(1, LogLevel.Warning, "Run {RunId}: the reference file has {Count} bad lines, first {First} {Hint}")]
    private partial void LogBadLines(BatchId runId, long count, string first, string hint);
}
