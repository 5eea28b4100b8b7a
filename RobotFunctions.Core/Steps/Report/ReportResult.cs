using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>
/// Sends the callback so that its results are imported only once (protocol 1.4, 1.5): if an earlier report may have arrived, it asks first. G3's
/// response to a repeated report makes this unnecessary there.
/// </summary>
internal sealed class ReportResult(ConfiguredRobots robots, RepositoryClient repository, ReportBodies bodies, ReportArrival arrival, ReportMarks marks)
    : IStep<ReportInput, Reported>
{
    /// <inheritdoc/>
    public async Task<StepOutcome<Reported>> RunAsync(ReportInput input, CancellationToken cancellation)
    {
        var robot = robots.Get(input.Batch.Robot).Identity;
        if (input.Batch.Generation == ApiGeneration.G3)
        {
            return (await SendAsync()).Outcome;
        }

        if (await marks.FindAsync(input.Batch, cancellation) is { } mark)
        {
            if (mark != ReportMarks.Sent)
            {
                return new Reported(mark, Repeated: true);
            }

            var asked = await arrival.AskAsync(robot, input.Batch, cancellation);
            if (asked.Failure is { } failure)
            {
                return failure;
            }

            if (asked.Value!.Arrived)
            {
                return new Reported(asked.Value.Status, Repeated: true);
            }
        }

        await marks.WriteAsync(input.Batch, ReportMarks.Sent, cancellation);
        var attempt = await SendAsync();
        if (attempt.Outcome.Value is { } taken)
        {
            await MarkTakenAsync(input.Batch, taken);
        }
        else if (!attempt.ReplyLost)
        {
            await marks.RemoveAsync(input.Batch, cancellation);
        }

        return attempt.Outcome;

        async Task<ReportAttempt> SendAsync() =>
            await repository.ReportAsync(robot, input.Batch, await bodies.MakeAsync(input, cancellation), CallbackRoutes.Report(input.Batch), cancellation);
    }

    // The engine has not recorded the outcome yet: if the process dies or stops now, the report must not be sent again.
    private async Task MarkTakenAsync(Batch run, Reported taken)
    {
        try
        {
            await marks.WriteAsync(run, taken.Status, CancellationToken.None);
        }
        catch (IOException)
        {
            // The store is unavailable, which does not undo the report. The marker says that a report was sent, so the next attempt asks first.
        }
    }
}
