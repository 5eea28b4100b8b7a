using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;
using static RobotFunctions.Core.Steps.StepDefinitions;

namespace RobotFunctions.Tests.Batches;

public sealed class EnhanceBatchTests
{
    private static readonly StepFailure Trouble = new(FailureKind.Transient, "Storage answered 503.");
    private static readonly StepFailure Refused = new(FailureKind.SignedUrlRefused, "Storage answered 403.");
    private static readonly StepFailure Hopeless = new(FailureKind.Permanent, "The reference file is not there (404).");

    private readonly VirtualEngine _engine = new VirtualEngine()
        .On(DownloadReferences, _ => new DownloadedReferences(Chunks: 3, Lines: 30, Duplicates: 1, Bytes: 3000))
        .On(EnhanceChunk, _ => new EnhancedChunk(new EntryCounts(Enhanced: 9, Failed: 1, BadLines: 0, Duplicates: 0), ResultBytes: 100))
        .On(UploadResults, input => new UploadedResults(input.Bytes))
        .On(ReportResult, _ => new Reported(202, Repeated: false))
        .On(KeepDeadLetter, _ => Nothing.Value)
        .On(DeletePayloads, _ => Nothing.Value)
        .On(RenewLease, input => new RenewedLease(VirtualEngine.Start))
        .On(RefreshUrls, _ => new RefreshedUrls(VirtualEngine.Start));

    private static RunPlan Plan { get; } = new()
    {
        CallbackDelay = TimeSpan.FromSeconds(2),
        Patience = TimeSpan.FromHours(6),
        RefreshUrlsAfter = TimeSpan.FromMinutes(40),
        ReportPermanentErrors = true,
        ChunkWindow = 2,
    };

    private static Batch Pushed { get; } = new()
    {
        Id = new BatchId(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef")),
        Robot = new RobotId(Guid.Parse("0198c0de-0000-7000-8000-00000000beef")),
        Origin = BatchOrigin.Batch,
        Generation = ApiGeneration.G2,
        AcceptedAt = VirtualEngine.Start,
        UrlsIssuedAt = VirtualEngine.Start,
    };

    private static Batch Polled { get; } = Pushed with
    {
        Origin = BatchOrigin.Polled,
        Generation = ApiGeneration.G3,
        Lease = new Lease(TimeSpan.FromMinutes(10), VirtualEngine.Start.AddMinutes(10)),
    };

    [Fact]
    public void A_batch_is_downloaded_enhanced_uploaded_and_reported_in_that_order_and_then_its_payloads_are_deleted()
    {
        var outcome = Run(Pushed);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.Equal(new EntryCounts(27, 3, 0, 1), outcome.Counts);
        Assert.Equal(
            ["DownloadReferences", "EnhanceChunk", "EnhanceChunk", "EnhanceChunk", "UploadResults", "ReportResult", "DeletePayloads"],
            _engine.Names);
    }

    [Fact]
    public void The_upload_is_told_the_exact_length_of_all_result_chunks()
    {
        Run(Pushed);

        Assert.Equal(new UploadInput(Pushed, 3, 300), _engine.Calls.Single(call => call.Step == "UploadResults").Input);
    }

    [Fact]
    public void A_single_request_is_not_uploaded()
    {
        var outcome = Run(Pushed with { Origin = BatchOrigin.Single, Generation = ApiGeneration.G1 });

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.DoesNotContain("UploadResults", _engine.Names);
    }

    [Fact]
    public void The_first_callback_waits_for_its_moment_after_the_202()
    {
        Run(Pushed);

        Assert.Equal(VirtualEngine.Start.AddSeconds(2), _engine.Calls.Single(call => call.Step == "ReportResult").At);
    }

    [Fact]
    public void A_polled_batch_is_reported_at_once()
    {
        Run(Polled);

        Assert.Equal(VirtualEngine.Start, _engine.Calls.Single(call => call.Step == "ReportResult").At);
    }

    [Fact]
    public void No_more_chunks_than_the_window_are_enhanced_at_once()
    {
        _engine.Durations["EnhanceChunk"] = TimeSpan.FromMinutes(1);
        _engine.On(DownloadReferences, _ => new DownloadedReferences(9, 90, 0, 9000));

        Run(Pushed);

        Assert.Equal(2, _engine.MostAtOnce);
        Assert.Equal(Enumerable.Range(0, 9), Chunks());
    }

    [Fact]
    public void A_batch_of_many_chunks_is_enhanced_in_parts_that_cover_each_chunk_once()
    {
        _engine.On(DownloadReferences, _ => new DownloadedReferences(10, 100, 0, 9000));

        var outcome = Run(Pushed, Plan with { ChunksPerPart = 4 });

        Assert.Equal(3, _engine.Parts);
        Assert.Equal(Enumerable.Range(0, 10), Chunks());
        Assert.Equal(90, outcome.Counts.Enhanced);
    }

    [Fact]
    public void Transient_trouble_is_waited_out()
    {
        var answers = new Queue<StepOutcome<DownloadedReferences>>([Trouble, Trouble, new DownloadedReferences(1, 1, 0, 10)]);
        _engine.On(DownloadReferences, _ => answers.Dequeue());

        Assert.Equal(RunEnd.Delivered, Run(Pushed).End);
        Assert.Equal(3, _engine.Count("DownloadReferences"));
    }

    [Fact]
    public void Transient_trouble_that_outlives_the_patience_is_reported_as_an_error_when_pushed()
    {
        _engine.On(DownloadReferences, _ => Trouble);

        var outcome = Run(Pushed);

        Assert.Equal(RunEnd.ErrorDelivered, outcome.End);
        Assert.Equal(Trouble.Reason, Reports().Single().Error);
        Assert.InRange(_engine.Now - VirtualEngine.Start, TimeSpan.FromHours(5.8), TimeSpan.FromHours(6));
    }

    [Fact]
    public void Transient_trouble_that_outlives_the_patience_lets_the_lease_lapse_when_polled()
    {
        _engine.On(DownloadReferences, _ => Trouble);

        var outcome = Run(Polled, Plan with { Patience = TimeSpan.FromMinutes(1) });

        Assert.Equal(RunEnd.LetLapse, outcome.End);
        Assert.DoesNotContain("ReportResult", _engine.Names);
    }

    [Theory]
    [InlineData(true, RunEnd.ErrorDelivered)]
    [InlineData(false, RunEnd.LetLapse)]
    public void A_permanent_failure_of_a_polled_batch_is_reported_only_when_configured(bool report, RunEnd expected)
    {
        _engine.On(DownloadReferences, _ => Hopeless);

        Assert.Equal(expected, Run(Polled, Plan with { ReportPermanentErrors = report }).End);
    }

    [Fact]
    public void A_permanent_failure_of_a_pushed_batch_is_reported_at_once_with_its_reason()
    {
        _engine.On(DownloadReferences, _ => Hopeless);

        Assert.Equal(RunEnd.ErrorDelivered, Run(Pushed).End);
        Assert.Equal([new ReportInput(Pushed, Hopeless.Reason)], Reports());
    }

    [Fact]
    public void A_refused_url_is_refreshed_and_the_step_tried_again()
    {
        var answers = new Queue<StepOutcome<UploadedResults>>([Refused, new UploadedResults(300)]);
        _engine.On(UploadResults, _ => answers.Dequeue());

        Assert.Equal(RunEnd.Delivered, Run(Pushed).End);
        Assert.Equal(1, _engine.Count("RefreshUrls"));
    }

    [Fact]
    public void A_url_that_stays_refused_fails_the_run_after_three_refreshes()
    {
        _engine.On(UploadResults, _ => Refused);

        Assert.Equal(RunEnd.ErrorDelivered, Run(Pushed).End);
        Assert.Equal(3, _engine.Count("RefreshUrls"));
    }

    [Fact]
    public void A_refused_url_is_final_in_G1_which_cannot_refresh()
    {
        _engine.On(DownloadReferences, _ => Refused);

        Assert.Equal(RunEnd.ErrorDelivered, Run(Pushed with { Generation = ApiGeneration.G1 }).End);
        Assert.DoesNotContain("RefreshUrls", _engine.Names);
    }

    [Fact]
    public void Old_urls_are_refreshed_before_the_upload()
    {
        _engine.Durations["EnhanceChunk"] = TimeSpan.FromMinutes(25);

        Run(Pushed);

        Assert.Equal("RefreshUrls", _engine.Names.ElementAt(_engine.Names.ToList().IndexOf("UploadResults") - 1));
    }

    [Fact]
    public void A_lost_payload_starts_the_run_over_from_the_download()
    {
        var answers = new Queue<StepOutcome<UploadedResults>>([new StepFailure(FailureKind.PayloadLost, "Gone."), new UploadedResults(300)]);
        _engine.On(UploadResults, _ => answers.Dequeue());

        var outcome = Run(Pushed);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.Equal(2, _engine.Count("DownloadReferences"));
        Assert.Equal(27, outcome.Counts.Enhanced);
    }

    [Fact]
    public void A_chunk_that_crashes_five_times_fails_the_run()
    {
        _engine.On(EnhanceChunk, input => input.Index == 1
            ? new StepFailure(FailureKind.Crashed, "NullReferenceException")
            : new EnhancedChunk(default, 10));

        Assert.Equal(RunEnd.ErrorDelivered, Run(Pushed).End);
        Assert.Equal(5, _engine.Calls.Count(call => call.Input is ChunkInput { Index: 1 }));
    }

    [Fact]
    public void A_callback_that_cannot_be_delivered_is_kept_as_a_dead_letter()
    {
        _engine.On(ReportResult, _ => Trouble);

        var outcome = Run(Pushed);

        Assert.Equal(RunEnd.DeadLettered, outcome.End);
        var letter = Assert.IsType<DeadLetterInput>(_engine.Calls.Single(call => call.Step == "KeepDeadLetter").Input);
        Assert.Equal(new DeadLetterInput(new ReportInput(Pushed, null), Trouble.Reason, Uncertain: false), letter);
    }

    [Fact]
    public void A_callback_that_may_have_arrived_is_kept_as_an_uncertain_dead_letter_and_not_sent_again()
    {
        _engine.On(ReportResult, _ => new StepFailure(FailureKind.Uncertain, "The reply was lost."));

        Assert.Equal(RunEnd.DeadLettered, Run(Pushed with { Generation = ApiGeneration.G1 }).End);
        Assert.Equal(1, _engine.Count("ReportResult"));
        Assert.True(Assert.IsType<DeadLetterInput>(_engine.Calls.Single(call => call.Step == "KeepDeadLetter").Input).Uncertain);
    }

    [Fact]
    public void A_dead_letter_is_kept_however_often_the_store_fails()
    {
        var failures = 0;
        _engine.On(ReportResult, _ => Hopeless);
        _engine.On(KeepDeadLetter, _ => ++failures < 500 ? new StepFailure(FailureKind.Crashed, "Disk full.") : Nothing.Value);

        Assert.Equal(RunEnd.DeadLettered, Run(Pushed).End);
        Assert.Equal(500, _engine.Count("KeepDeadLetter"));
    }

    [Fact]
    public void A_request_the_repository_does_not_know_yet_is_reported_again_for_a_minute()
    {
        _engine.On(ReportResult, _ => new StepFailure(FailureKind.NotFound, "404"));

        Assert.Equal(RunEnd.DeadLettered, Run(Pushed).End);
        Assert.InRange(_engine.Count("ReportResult"), 5, 8);
        Assert.InRange(_engine.Now - VirtualEngine.Start, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(64));
    }

    [Fact]
    public void A_cancelled_push_stops_its_steps_and_reports_the_cancellation()
    {
        _engine.Durations["EnhanceChunk"] = TimeSpan.FromHours(1);
        _engine.At(TimeSpan.FromMinutes(5), _engine.Cancel);

        var outcome = Run(Pushed);

        Assert.True(_engine.Stopped);
        Assert.Equal(RunEnd.ErrorDelivered, outcome.End);
        Assert.Equal("An operator cancelled the run.", Reports().Single().Error);
        Assert.Equal(2, Chunks().Count());
    }

    [Fact]
    public void A_long_download_is_stopped_by_a_cancellation_too()
    {
        _engine.Durations["DownloadReferences"] = TimeSpan.FromHours(1);
        _engine.At(TimeSpan.FromMinutes(5), _engine.Cancel);

        Run(Pushed);

        Assert.True(_engine.Stopped);
    }

    [Fact]
    public void A_report_under_way_is_not_stopped_by_a_cancellation()
    {
        _engine.Durations["ReportResult"] = TimeSpan.FromMinutes(10);
        _engine.At(TimeSpan.FromMinutes(5), _engine.Cancel);

        Assert.Equal(RunEnd.Delivered, Run(Pushed).End);
        Assert.False(_engine.Stopped);
    }

    [Fact]
    public void A_cancelled_poll_lets_the_lease_lapse()
    {
        _engine.Durations["EnhanceChunk"] = TimeSpan.FromHours(1);
        _engine.At(TimeSpan.FromMinutes(5), _engine.Cancel);

        Assert.Equal(RunEnd.LetLapse, Run(Polled).End);
        Assert.Empty(Reports());
    }

    [Fact]
    public void Cancelling_while_the_repository_is_down_ends_in_a_dead_letter()
    {
        _engine.On(ReportResult, _ => Trouble);
        _engine.At(TimeSpan.FromMinutes(5), _engine.Cancel);

        Assert.Equal(RunEnd.DeadLettered, Run(Pushed).End);
        Assert.True(_engine.Now < VirtualEngine.Start.AddMinutes(6));
    }

    [Fact]
    public void A_run_of_three_lease_times_renews_at_half_its_time_and_finishes()
    {
        _engine.Durations["EnhanceChunk"] = TimeSpan.FromMinutes(16);

        var outcome = Run(Polled);

        Assert.Equal(RunEnd.Delivered, outcome.End);
        Assert.Equal(
            [5, 10, 15, 20, 25, 30],
            _engine.Calls.Where(call => call.Step == "RenewLease").Select(call => (call.At - VirtualEngine.Start).TotalMinutes));
    }

    [Fact]
    public void A_lease_lost_in_the_middle_ends_the_run_without_report_and_deletes_its_payloads()
    {
        _engine.Durations["EnhanceChunk"] = TimeSpan.FromHours(1);
        _engine.On(RenewLease, _ => new StepFailure(FailureKind.LeaseLost, "This batch has no pending enhancements."));

        var outcome = Run(Polled);

        Assert.Equal(RunEnd.LeaseLost, outcome.End);
        Assert.True(_engine.Stopped);
        Assert.Empty(Reports());
        Assert.Equal("DeletePayloads", _engine.Names.Last());
    }

    [Fact]
    public void A_renewal_that_fails_is_tried_again_before_the_lease_ends()
    {
        var answers = new Queue<StepOutcome<RenewedLease>>([Trouble, Trouble, new RenewedLease(VirtualEngine.Start), new RenewedLease(VirtualEngine.Start)]);
        _engine.Durations["EnhanceChunk"] = TimeSpan.FromMinutes(6);
        _engine.On(RenewLease, _ => answers.Dequeue());

        Assert.Equal(RunEnd.Delivered, Run(Polled).End);
        var renewals = _engine.Calls.Where(call => call.Step == "RenewLease").Select(call => call.At).ToList();
        Assert.True(renewals[2] < VirtualEngine.Start.AddMinutes(6));
    }

    [Fact]
    public void A_lease_lost_while_reporting_asks_once_more_since_the_lost_reply_may_have_been_an_acceptance()
    {
        var answers = new Queue<StepOutcome<Reported>>([.. Enumerable.Repeat<StepOutcome<Reported>>(Trouble, 8), new Reported(422, Repeated: true)]);
        _engine.On(ReportResult, _ => answers.Dequeue());
        _engine.On(RenewLease, _ => new StepFailure(FailureKind.LeaseLost, "Nothing is left to renew."));

        Assert.Equal(RunEnd.Delivered, Run(Polled).End);
    }

    [Fact]
    public void Progress_names_each_phase_in_turn_and_counts_chunk_by_chunk()
    {
        Run(Pushed);

        Assert.Equal(
            [RunPhase.Downloading, RunPhase.Enhancing, RunPhase.Uploading, RunPhase.Reporting],
            _engine.Progress.Select(progress => progress.Phase).Distinct());
        Assert.Equal([1, 11, 21, 31], _engine.Progress.Where(progress => progress.Phase == RunPhase.Enhancing).Select(progress => progress.Counts.Done).Distinct());
        Assert.All(_engine.Progress.Skip(1), progress => Assert.Equal(31, progress.Total));
    }

    private RunOutcome Run(Batch batch, RunPlan? plan = null) => _engine.Drive(run => EnhanceBatch.RunAsync(run, batch, plan ?? Plan));

    private IEnumerable<int> Chunks() => _engine.Calls.Select(call => call.Input).OfType<ChunkInput>().Select(input => input.Index);

    private IEnumerable<ReportInput> Reports() => _engine.Calls.Select(call => call.Input).OfType<ReportInput>();
}
