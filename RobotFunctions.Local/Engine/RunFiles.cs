using System.Text.Json;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Local.Engine.Journals;
using RobotFunctions.Local.Store;

namespace RobotFunctions.Local.Engine;

/// <summary>
/// The files of runs: <c>runs/{id}.jsonl</c> is the journal of an open run, <c>runs/{id}.cancel</c> an operator's cancellation request,
/// <c>runs/ended/{id}.json</c> the last status of an ended run. A run is open exactly if its journal exists.
/// </summary>
internal sealed class RunFiles
{
    private const string JournalSuffix = ".jsonl";
    private const string CancelSuffix = ".cancel";
    private const string StatusSuffix = ".json";

    private readonly string _open;
    private readonly string _ended;

    public RunFiles(StoreFolder folder)
    {
        _open = folder.Runs;
        _ended = Path.Combine(_open, "ended");
        Directory.CreateDirectory(_ended);
    }

    public string JournalOf(BatchId id) => Path.Combine(_open, id + JournalSuffix);

    public void Create(AcceptedRequest request) => Journal.Create(
        JournalOf(request.Batch.Id),
        new RunAccepted(JsonSerializer.SerializeToElement(request, AcceptedRequestJsonContext.Default.AcceptedRequest)) { At = request.Batch.AcceptedAt });

    /// <summary>The open runs, oldest first. Journals and cancellation requests that a crash left behind are removed.</summary>
    /// <exception cref="StoreRefusedException">A journal is damaged, or was written by a newer version.</exception>
    public List<OpenRun> TakeUp()
    {
        var journals = Directory.EnumerateFiles(_open, "*" + JournalSuffix).Select(static path => (Path: path, Request: ReadRequest(path))).ToList();
        foreach (var path in journals.Where(static journal => journal.Request is null).Select(static journal => journal.Path)
            .Concat(Directory.EnumerateFiles(_open).Where(IsLeftOver)))
        {
            File.Delete(path);
        }

        return
        [
            .. journals.Select(static journal => journal.Request)
                .OfType<AcceptedRequest>()
                .Select(static request => new OpenRun(request))
                .OrderBy(static run => run.AcceptedAt),
        ];
    }

    public static AcceptedRequest ToRequest(RunAccepted accepted) => accepted.Request.Deserialize(AcceptedRequestJsonContext.Default.AcceptedRequest)!;

    /// <summary>Stores a cancellation request while the run is open; false if it has ended.</summary>
    public bool RequestCancellation(BatchId id)
    {
        DurableFile.Write(CancelOf(id), default);
        if (File.Exists(JournalOf(id)))
        {
            return true;
        }

        // The run ended just now, perhaps before the request was written: the request must not apply to another run with the same id.
        File.Delete(CancelOf(id));
        return false;
    }

    public bool IsCancellationRequested(BatchId id) => File.Exists(CancelOf(id));

    /// <summary>Replaces a run's journal with its last status.</summary>
    public void End(RunStatus status)
    {
        var path = StatusOf(status.Id);
        DurableFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(status, JournalJsonContext.Default.RunStatus));
        File.SetLastWriteTimeUtc(path, status.UpdatedAt.UtcDateTime);
        File.Delete(JournalOf(status.Id));
        File.Delete(CancelOf(status.Id));
    }

    /// <summary>The last status of an ended run; null if there is none.</summary>
    public RunStatus? FindEnded(BatchId id) => ReadStatus(StatusOf(id));

    /// <summary>The recently ended runs, newest first.</summary>
    public List<RunStatus> ListEnded(int limit) =>
    [
        .. new DirectoryInfo(_ended).EnumerateFiles("*" + StatusSuffix)
            .OrderByDescending(static file => file.LastWriteTimeUtc)
            .Select(static file => ReadStatus(file.FullName))
            .OfType<RunStatus>()
            .Take(limit),
    ];

    /// <summary>The runs that ended at or after <paramref name="since"/>.</summary>
    public List<RunStatus> ListEndedSince(DateTimeOffset since) =>
    [
        .. new DirectoryInfo(_ended).EnumerateFiles("*" + StatusSuffix)
            .Where(file => file.LastWriteTimeUtc >= since.UtcDateTime)
            .Select(static file => ReadStatus(file.FullName))
            .OfType<RunStatus>(),
    ];

    /// <summary>Purges the runs that ended before <paramref name="before"/>.</summary>
    public void PurgeEnded(DateTimeOffset before)
    {
        foreach (var file in new DirectoryInfo(_ended).EnumerateFiles().Where(file => file.LastWriteTimeUtc < before.UtcDateTime))
        {
            file.Delete();
        }
    }

    private string CancelOf(BatchId id) => Path.Combine(_open, id + CancelSuffix);

    private string StatusOf(BatchId id) => Path.Combine(_ended, id + StatusSuffix);

    private static bool IsLeftOver(string path) =>
        path.EndsWith(CancelSuffix, StringComparison.Ordinal) && !File.Exists(Path.ChangeExtension(path, JournalSuffix));

    // Null if the sender never got a response.
    private static AcceptedRequest? ReadRequest(string path)
    {
        try
        {
            var request = Journal.ReadFirst(path) is { } accepted ? ToRequest(accepted) : null;
            return request is null or { Version: <= AcceptedRequest.CurrentVersion }
                ? request
                : throw new StoreRefusedException(
                    $"The run {path} was accepted by a newer version of RobotFunctions. Run that version again, or a later one. Nothing was changed.");
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException)
        {
            throw new StoreRefusedException(
                $"The run {path} is damaged: {exception.Message} Move the file elsewhere to start without that run; its request is lost to this robot. Nothing was changed.");
        }
    }

    private static RunStatus? ReadStatus(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), JournalJsonContext.Default.RunStatus);
        }
        catch (Exception exception) when (exception is FileNotFoundException or JsonException)
        {
            // Purged just now, or damaged: the status is informational, so the run counts as unknown.
            return null;
        }
    }
}
