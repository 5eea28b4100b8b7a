using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>
/// Sends the callback, so that its results are imported once (protocol 1.4, 1.5): whatever may have arrived before is asked about first. What the
/// repository says of a repeated report makes this needless in G3.
/// </summary>
internal sealed class ReportResult(RobotRegistry robots, RepositoryClient repository, ReportBodies bodies, ReportArrival arrival, IBatchStore store)
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

        if (await MayHaveArrivedAsync(input.Batch.Id, cancellation))
        {
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

        await store.WriteAsync(input.Batch.Id, BatchItems.ReportSent, "1"u8.ToArray(), cancellation);
        var attempt = await SendAsync();
        if (!attempt.ReplyLost)
        {
            await store.DeleteAsync(input.Batch.Id, BatchItems.ReportSent, cancellation);
        }

        return attempt.Outcome;

        async Task<ReportAttempt> SendAsync() =>
            await repository.ReportAsync(robot, input.Batch, await bodies.MakeAsync(input, cancellation), CallbackRoutes.Report(input.Batch), cancellation);
    }

    private async Task<bool> MayHaveArrivedAsync(BatchId batch, CancellationToken cancellation)
    {
        using var sent = await store.ReadAsync(batch, BatchItems.ReportSent, cancellation);
        return sent is not null;
    }
}
