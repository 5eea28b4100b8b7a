using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Recipe;
using RobotFunctions.Core.Steps;
using static RobotFunctions.Core.Steps.StepDefinitions;

namespace RobotFunctions.Tests.Recipe;

/// <summary>Runs the recipe of a batch in virtual time, with steps that all go well unless a test says otherwise.</summary>
public abstract class RecipeInVirtualTime
{
    protected static readonly StepFailure Trouble = new(FailureKind.Transient, "Storage answered 503.");
    protected static readonly StepFailure Refused = new(FailureKind.SignedUrlRefused, "Storage answered 403.");
    protected static readonly StepFailure Hopeless = new(FailureKind.Permanent, "The reference file is not there (404).");

    protected static readonly StepFailure Misconfigured = new(FailureKind.Misconfigured, "The storage host is not allowed. Add it to Storage:AllowedHosts.");

    protected static RunPlan Plan { get; } = new()
    {
        Recipe = RunPlan.CurrentRecipe,
        CallbackDelay = TimeSpan.FromSeconds(2),
        RetryTimeout = TimeSpan.FromHours(6),
        RefreshUrlsAfter = TimeSpan.FromMinutes(40),
        ReportPermanentErrors = true,
        ChunkWindow = 2,
    };

    protected static Batch Pushed { get; } = new()
    {
        Id = new BatchId(Guid.Parse("0198c1a2-7b3c-7def-8123-456789abcdef")),
        Robot = new RobotId(Guid.Parse("0198c0de-0000-7000-8000-00000000beef")),
        Origin = BatchOrigin.Batch,
        Generation = ApiGeneration.G2,
        AcceptedAt = VirtualEngine.Start,
        UrlsIssuedAt = VirtualEngine.Start,
    };

    protected static Batch Polled { get; } = Pushed with
    {
        Origin = BatchOrigin.Polled,
        Generation = ApiGeneration.G3,
        Lease = new Lease(TimeSpan.FromMinutes(10), VirtualEngine.Start.AddMinutes(10)),
    };

    private protected VirtualEngine Engine { get; } = new VirtualEngine()
        .On(DownloadReferences, _ => new DownloadedReferences(Chunks: 3, Lines: 30, Duplicates: 1, Bytes: 3000))
        .On(EnhanceChunk, _ => new EnhancedChunk(new EntryCounts(Enhanced: 9, Failed: 1, BadLines: 0, Duplicates: 0), ResultBytes: 100))
        .On(UploadResults, input => new UploadedResults(input.Bytes))
        .On(ReportResult, _ => new Reported(202, Repeated: false))
        .On(StoreDeadLetter, _ => Unit.Value)
        .On(DeletePayloads, _ => Unit.Value)
        .On(RenewLease, input => new RenewedLease(VirtualEngine.Start))
        .On(RefreshUrls, _ => new RefreshedUrls(VirtualEngine.Start));

    protected RunOutcome Run(Batch batch, RunPlan? plan = null) => Engine.Drive(run => EnhanceBatch.RunAsync(run, batch, plan ?? Plan));

    protected IEnumerable<int> Chunks() => Engine.Calls.Select(call => call.Input).OfType<ChunkInput>().Select(input => input.Index);

    protected IEnumerable<ReportInput> Reports() => Engine.Calls.Select(call => call.Input).OfType<ReportInput>();
}
