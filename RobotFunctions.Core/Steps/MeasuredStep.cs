using System.Diagnostics;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.Core.Steps;

/// <summary>Wraps a step in a span and records its metrics.</summary>
internal sealed class MeasuredStep<TInput, TOutput>(IStep<TInput, TOutput> step, string name, TimeProvider time) : IStep<TInput, TOutput>
    where TInput : notnull
    where TOutput : notnull
{
    /// <inheritdoc/>
    public async Task<StepOutcome<TOutput>> RunAsync(TInput input, CancellationToken cancellation)
    {
        var batch = BatchOf(input);
        using var span = RobotMetrics.Source.StartActivity(name);
        span?.SetTag("robot.batch", batch.Id.ToString()).SetTag("robot.id", batch.Robot.ToString());
        var began = time.GetTimestamp();
        var outcome = "Crashed";
        try
        {
            var result = await step.RunAsync(input, cancellation);
            outcome = result.Failure?.Kind.ToString() ?? "ok";
            if (result.Failure is { } failure)
            {
                span?.SetStatus(ActivityStatusCode.Error, failure.Reason);
            }
            else
            {
                Count(batch, input, result.Value!);
            }

            return result;
        }
        finally
        {
            RobotMetrics.StepEnded(name, outcome, time.GetElapsedTime(began));
        }
    }

    private void Count(Batch batch, TInput input, TOutput value)
    {
        switch (value)
        {
            case DownloadedReferences or UploadedResults:
                RobotMetrics.Transferred(name, time.GetUtcNow() - batch.UrlsIssuedAt);
                break;
            case EnhancedChunk chunk:
                RobotMetrics.Enhanced(batch.Robot, chunk.Counts);
                break;
            case RenewedLease lease:
                RobotMetrics.LeaseRenewed(batch.Robot, lease.ExpiresAt - time.GetUtcNow());
                break;
            case Reported:
                RobotMetrics.ReportTaken(batch.Robot, input is ReportInput { Error: not null });
                break;
            case Unit when input is DeadLetterInput:
                RobotMetrics.DeadLetterKept(batch.Robot);
                break;
        }
    }

    private static Batch BatchOf(TInput input) => input switch
    {
        Batch batch => batch,
        ChunkInput chunk => chunk.Batch,
        UploadInput upload => upload.Batch,
        ReportInput report => report.Batch,
        DeadLetterInput letter => letter.Report.Batch,
        _ => throw new InvalidOperationException($"{typeof(TInput)} does not name a batch."),
    };
}
