using System.Globalization;
using System.Text;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>
/// Sends the callback so that its results are imported only once (protocol 1.4, 1.5): if an earlier report may have arrived, it asks first. G3's
/// response to a repeated report makes this unnecessary there.
/// </summary>
internal sealed class ReportResult(ConfiguredRobots robots, RepositoryClient repository, ReportBodies bodies, ReportArrival arrival, IBatchStore store)
    : IStep<ReportInput, Reported>
{
    /// <summary>The marker of a report without a known response; the marker of an accepted report is the status of the response.</summary>
    private const int Sent = 1;

    /// <inheritdoc/>
    public async Task<StepOutcome<Reported>> RunAsync(ReportInput input, CancellationToken cancellation)
    {
        var robot = robots.Get(input.Batch.Robot).Identity;
        if (input.Batch.Generation == ApiGeneration.G3)
        {
            return (await SendAsync()).Outcome;
        }

        if (await ReadMarkAsync(input.Batch.Id, cancellation) is { } mark)
        {
            if (mark != Sent)
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

        await WriteMarkAsync(input.Batch.Id, Sent, cancellation);
        var attempt = await SendAsync();
        if (attempt.Outcome.Value is { } taken)
        {
            await MarkTakenAsync(input.Batch.Id, taken);
        }
        else if (!attempt.ReplyLost)
        {
            await store.DeleteAsync(input.Batch.Id, BatchItems.ReportSent, cancellation);
        }

        return attempt.Outcome;

        async Task<ReportAttempt> SendAsync() =>
            await repository.ReportAsync(robot, input.Batch, await bodies.MakeAsync(input, cancellation), CallbackRoutes.Report(input.Batch), cancellation);
    }

    // The engine has not recorded the outcome yet: if the process dies or stops now, the report must not be sent again.
    private async Task MarkTakenAsync(BatchId batch, Reported taken)
    {
        try
        {
            await WriteMarkAsync(batch, taken.Status, CancellationToken.None);
        }
        catch (IOException)
        {
            // The store is unavailable, which does not undo the report. The marker says that a report was sent, so the next attempt asks first.
        }
    }

    private Task WriteMarkAsync(BatchId batch, int mark, CancellationToken cancellation) =>
        store.WriteAsync(batch, BatchItems.ReportSent, Encoding.ASCII.GetBytes(mark.ToString(CultureInfo.InvariantCulture)), cancellation);

    private async Task<int?> ReadMarkAsync(BatchId batch, CancellationToken cancellation)
    {
        using var mark = await store.ReadAsync(batch, BatchItems.ReportSent, cancellation);
        return mark is null ? null : int.TryParse(mark.Content.Span, CultureInfo.InvariantCulture, out var status) ? status : Sent;
    }
}
