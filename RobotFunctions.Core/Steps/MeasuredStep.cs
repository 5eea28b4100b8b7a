using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.Core.Steps;

/// <summary>Wraps a step in a span and in the log scope of its run, and records its metrics.</summary>
internal sealed class MeasuredStep<TInput, TOutput>(IStep<TInput, TOutput> step, string name, TimeProvider time, ILogger logger) : IStep<TInput, TOutput>
    where TInput : notnull
    where TOutput : notnull
{
    /// <inheritdoc/>
    public async Task<StepOutcome<TOutput>> RunAsync(TInput input, CancellationToken cancellation)
    {
        var batch = StepInput.BatchOf(input);
        using var span = RobotMetrics.Source.StartActivity(name);
        span?.SetTag("robot.id", batch.Robot.ToString());
        using var scope = RunScope.Begin(logger, batch.Id);
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
}
