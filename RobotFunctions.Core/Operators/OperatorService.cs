using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Operators;

/// <summary>
/// The operations of operators, the same on both hosts: list runs, show one, cancel it, deliver its dead letter again. If the engine or the store is
/// unavailable, the answer is a 503 with a sentence.
/// </summary>
public sealed partial class OperatorService(
    IBatchRuns runs, IDeadLetters letters, Redelivery redelivery, RepositoryVerdicts verdicts, ILogger<OperatorService> logger)
{
    private const int MostListed = 200;

    /// <summary>The runs that are open or ended recently, newest first, at most 200.</summary>
    public Task<OperatorAnswer<IReadOnlyList<RunStatus>>> ListAsync(CancellationToken cancellation) =>
        AnswerAsync<IReadOnlyList<RunStatus>>(async () =>
        {
            var listed = await runs.ListAsync(MostListed, cancellation);
            return new(200, await Task.WhenAll(listed.Select(run => WithDeliveryAsync(run, cancellation))));
        });

    /// <summary>The status of a run. A dead letter that was delivered since counts as the run's own callback. An ended run has the repository's verdict, if it tells robots.</summary>
    public Task<OperatorAnswer<RunStatus>> FindAsync(string id, CancellationToken cancellation) =>
        AnswerAsync(async () =>
            BatchId.TryParse(id, out var batch) && await runs.FindAsync(batch, cancellation) is { } run
                ? new OperatorAnswer<RunStatus>(200, await WithVerdictAsync(await WithDeliveryAsync(run, cancellation), cancellation))
                : new OperatorAnswer<RunStatus>(404, null, "There is no run with that id, or it ended too long ago."));

    /// <summary>Asks an open run to end; the answer is a 202.</summary>
    public Task<OperatorAnswer<Unit>> CancelAsync(string id, CancellationToken cancellation) =>
        AnswerAsync(async () =>
            BatchId.TryParse(id, out var batch) && await runs.CancelAsync(batch, cancellation)
                ? new OperatorAnswer<Unit>(202, Unit.Value)
                : new OperatorAnswer<Unit>(404, null, "There is no open run with that id."));

    /// <summary>Delivers a dead letter again: 502 if the repository does not accept it, 409 if somebody else is delivering it or it cannot be read.</summary>
    public Task<OperatorAnswer<RedeliveryAnswer>> RedeliverAsync(string id, CancellationToken cancellation) =>
        AnswerAsync(async () =>
        {
            try
            {
                return (BatchId.TryParse(id, out var batch) ? await redelivery.RedeliverAsync(batch, cancellation) : null) switch
                {
                    null => new OperatorAnswer<RedeliveryAnswer>(404, null, "There is no dead letter with that id."),
                    { Delivered: true } answer => new OperatorAnswer<RedeliveryAnswer>(200, answer),
                    var answer => new OperatorAnswer<RedeliveryAnswer>(answer.IsClaimed ? 409 : 502, null, answer.Detail),
                };
            }
            catch (InvalidDataException exception)
            {
                return new OperatorAnswer<RedeliveryAnswer>(409, null, exception.Message);
            }
        });

    private async Task<RunStatus> WithDeliveryAsync(RunStatus run, CancellationToken cancellation) =>
        run.Outcome is { End: RunEnd.DeadLettered } outcome
        && await letters.FindDeliveryAsync(run.Id, cancellation) is { } delivery
        && delivery.AcceptedAt == run.AcceptedAt
            ? run with
            {
                UpdatedAt = delivery.At,
                Outcome = outcome with { End = delivery.Error is null ? RunEnd.Delivered : RunEnd.ErrorDelivered, Reason = delivery.Error },
            }
            : run;

    private async Task<RunStatus> WithVerdictAsync(RunStatus run, CancellationToken cancellation) =>
        run with { Verdict = await verdicts.FindAsync(run, cancellation) };

    private async Task<OperatorAnswer<T>> AnswerAsync<T>(Func<Task<OperatorAnswer<T>>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (IOException exception)
        {
            LogUnavailable(exception);
            return new(503, null, $"The robot's engine or store is unavailable: {exception.Message} Ask again in a minute.");
        }
    }

    [LoggerMessage(1, LogLevel.Error, "An operator was answered with 503: the robot's engine or store is unavailable")]
    private partial void LogUnavailable(Exception exception);
}
