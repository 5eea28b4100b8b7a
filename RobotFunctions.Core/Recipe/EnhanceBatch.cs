using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Recipe;

/// <summary>
/// The run of a batch: download, enhance, upload, report. Meanwhile it renews the lease and refreshes expired URLs. It does no
/// I/O and reads no clock; everything goes through <see cref="IStepRunner"/>, so that any engine can replay it.
/// </summary>
public sealed class EnhanceBatch
{
    private const int MaxRestarts = 3;

    private readonly IStepRunner _run;
    private readonly Batch _batch;
    private readonly RunPlan _plan;
    private readonly RetryPolicy _retry;
    private readonly Interruption _interruption;
    private readonly RetriedSteps _steps;

    private DateTimeOffset _urlsIssuedAt;
    private long _total;
    private EntryCounts _counts;
    private IReadOnlyList<BadLine>? _firstBadLines;

    private EnhanceBatch(IStepRunner run, Batch batch, RunPlan plan, Interruption interruption)
    {
        _run = run;
        _batch = batch;
        _plan = plan;
        _retry = RetryPolicy.Of(plan);
        _interruption = interruption;
        _steps = new RetriedSteps(run, batch, interruption);
        _urlsIssuedAt = batch.UrlsIssuedAt;
    }

    /// <summary>Runs a batch to its end: a delivered result, a delivered error, a dead letter, or a lease that was lost or given up.</summary>
    public static async Task<RunOutcome> RunAsync(IStepRunner run, Batch batch, RunPlan plan)
    {
        using var runEnded = new CancellationTokenSource();
        var leaseLost = batch.Lease is null ? null : new LeaseKeeper(run, batch, batch.Lease).RenewUntilLostAsync(runEnded.Token);
        var outcome = await new EnhanceBatch(run, batch, plan, Interruption.Of(run, leaseLost)).RunAsync();
        runEnded.Cancel();
        await new RetriedSteps(run, batch, Interruption.None(run)).RunAsync(StepDefinitions.DeletePayloads, batch, RetryPolicy.Of(plan));
        return outcome;
    }

    private async Task<RunOutcome> RunAsync()
    {
        var work = WorkAsync();
        if (await Task.WhenAny((Task)work, _interruption.Happened) != work)
        {
            _run.StopSteps();
        }

        if (await work is not { } failure)
        {
            return await ReportAsync(error: null);
        }

        return failure.Kind switch
        {
            FailureKind.LeaseLost => Ended(RunEnd.LeaseLost, failure.Reason),
            _ when _batch.Origin != BatchOrigin.Polled => await ReportAsync(failure.Reason),
            FailureKind.Permanent when _plan.ReportPermanentErrors => await ReportAsync(failure.Reason),
            _ => Ended(RunEnd.LeaseAbandoned, failure.Reason),
        };
    }

    /// <summary>Does everything up to the uploaded result. If a payload of an earlier step is lost, it starts over.</summary>
    private async Task<StepFailure?> WorkAsync()
    {
        for (var restarts = 0; ; restarts++)
        {
            var failure = await DownloadEnhanceUploadAsync();
            if (failure is not { Kind: FailureKind.PayloadLost } || restarts == MaxRestarts)
            {
                return InterruptionFirst(failure);
            }
        }
    }

    private async Task<StepFailure?> DownloadEnhanceUploadAsync()
    {
        _counts = default;
        Progress(RunPhase.Downloading);
        var downloaded = await WithFreshUrlsAsync(StepDefinitions.DownloadReferences, _batch);
        if (downloaded.Failure is not null)
        {
            return downloaded.Failure;
        }

        _total = downloaded.Value!.Lines + downloaded.Value.Duplicates;
        _counts = new EntryCounts { Duplicates = downloaded.Value.Duplicates };
        _firstBadLines = downloaded.Value.FirstBadLines;
        Progress(RunPhase.Enhancing);
        var (resultBytes, failure) = await EnhanceAsync(downloaded.Value.Chunks);
        if (failure is not null || _batch.Origin == BatchOrigin.Single)
        {
            return failure;
        }

        Progress(RunPhase.Uploading);
        var uploaded = await WithFreshUrlsAsync(
            StepDefinitions.UploadResults,
            new UploadInput(_batch, downloaded.Value.Chunks, resultBytes));
        return uploaded.Failure;
    }

    private async Task<(long ResultBytes, StepFailure? Failure)> EnhanceAsync(int chunks)
    {
        var before = _counts;
        var resultBytes = 0L;
        for (var first = 0; first < chunks; first += _plan.ChunksPerSegment)
        {
            if (_plan.Recipe > 1 && _interruption.Failure is { } interrupted)
            {
                return (resultBytes, interrupted);
            }

            var range = new ChunkSegment(_batch, first, Math.Min(_plan.ChunksPerSegment, chunks - first), _plan);
            var part = await EnhanceSegmentAsync(range, whole: chunks <= _plan.ChunksPerSegment);
            before += part.Counts;
            _counts = before;
            resultBytes += part.ResultBytes;
            Progress(RunPhase.Enhancing);
            if ((InterruptionFirst(part.Failure) ?? _interruption.Failure) is { } failure)
            {
                return (resultBytes, failure);
            }
        }

        return (resultBytes, null);
    }

    /// <summary>A batch of few chunks is enhanced within this run, so that its progress is visible per chunk.</summary>
    private async Task<SegmentOutcome> EnhanceSegmentAsync(ChunkSegment range, bool whole)
    {
        var before = _counts;
        return whole
            ? await EnhanceChunks.RunAsync(_run, range, _interruption, Progressed)
            : await _run.RunSegmentAsync(range, _interruption.Happened);

        void Progressed(EntryCounts counts)
        {
            _counts = before + counts;
            Progress(RunPhase.Enhancing);
        }
    }

    /// <summary>Runs a step that uses the signed URLs and refreshes them if they are old or rejected and the API generation supports it.</summary>
    private async Task<StepOutcome<TOutput>> WithFreshUrlsAsync<TInput, TOutput>(StepDefinition<TInput, TOutput> step, TInput input)
        where TInput : notnull
        where TOutput : notnull
    {
        var canRefresh = _batch is { Origin: not BatchOrigin.Single, Generation: not ApiGeneration.G1 };
        var refusals = new UrlRefusals(_plan, _batch.Id, canRefresh);
        for (var refreshes = 0; ; refreshes++)
        {
            if (canRefresh && (refreshes > 0 || _run.Now - _urlsIssuedAt >= _plan.RefreshUrlsAfter))
            {
                var refreshed = await _steps.RunAsync(StepDefinitions.RefreshUrls, _batch, _retry);
                if (refreshed.Failure is not null)
                {
                    return refreshed.Failure;
                }

                _urlsIssuedAt = refreshed.Value!.IssuedAt;
            }

            var outcome = await _steps.RunAsync(step, input, _retry);
            if (outcome.Failure is not { Kind: FailureKind.SignedUrlRefused } refused)
            {
                return outcome;
            }

            if (refusals.NextWait(refused, _run.Now) is not { } wait)
            {
                return refused with { Kind = FailureKind.Permanent };
            }

            await _interruption.DelayUntilAsync(_run.Now + wait);
        }
    }

    private async Task<RunOutcome> ReportAsync(string? error)
    {
        Progress(RunPhase.Reporting);
        if (_batch.Origin != BatchOrigin.Polled)
        {
            await _interruption.DelayUntilAsync(_batch.AcceptedAt + _plan.CallbackDelay);
        }

        var report = new ReportInput(_batch, error);
        var reported = await ReportDespiteInterruptionAsync(report);
        return reported.Failure switch
        {
            null => Ended(error is null ? RunEnd.Delivered : RunEnd.ErrorDelivered, error),
            { Kind: FailureKind.LeaseLost } lost => Ended(RunEnd.LeaseLost, lost.Reason),
            { } failure when _batch.Origin == BatchOrigin.Polled => Ended(RunEnd.LeaseAbandoned, failure.Reason),
            { } failure => await DeadLetterAsync(report, failure),
        };
    }

    /// <summary>
    /// An interrupted run still reports once: a lost lease may only mean that an earlier report arrived whose response was lost.
    /// </summary>
    private async Task<StepOutcome<Reported>> ReportDespiteInterruptionAsync(ReportInput report)
    {
        var reported = await _steps.RunAsync(StepDefinitions.ReportResult, report, _retry);
        return reported.Failure is not null && reported.Failure == _interruption.Failure
            ? await _run.RunAsync(StepDefinitions.ReportResult, report)
            : reported;
    }

    private async Task<RunOutcome> DeadLetterAsync(ReportInput report, StepFailure failure)
    {
        var letter = new DeadLetterInput(report, failure.Reason, failure.Kind == FailureKind.Uncertain);
        var unlimited = _retry with { RetryTimeout = RetryPolicy.Unlimited.RetryTimeout };
        await new RetriedSteps(_run, _batch, Interruption.None(_run)).RunAsync(StepDefinitions.StoreDeadLetter, letter, unlimited);
        return Ended(RunEnd.DeadLettered, failure.Reason);
    }

    /// <summary>What fails while a run is interrupted may have failed because of it: the interruption is what ended the run.</summary>
    private StepFailure? InterruptionFirst(StepFailure? failure) =>
        failure is not null && _plan.Recipe > 1 ? _interruption.Failure ?? failure : failure;

    private RunOutcome Ended(RunEnd end, string? reason) => new(end, _counts, reason);

    private void Progress(RunPhase phase) => _run.SetProgress(new RunProgress(phase, _total, _counts) { FirstBadLines = _firstBadLines });
}
