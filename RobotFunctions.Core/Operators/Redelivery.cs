using System.Text;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.DeadLetters;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Signing;
using RobotFunctions.Core.Steps.Report;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.Core.Operators;

/// <summary>The result of delivering a dead letter again.</summary>
/// <param name="Delivered">Whether the repository has the report; if so, the dead letter is removed.</param>
/// <param name="Detail">What happened: a sentence for the operator.</param>
public sealed record RedeliveryAnswer(bool Delivered, string Detail);

/// <summary>Delivers dead letters again on an operator's request, with one attempt whose result the operator sees.</summary>
public sealed partial class Redelivery
{
    private readonly IDeadLetters _letters;
    private readonly ConfiguredRobots _robots;
    private readonly RepositoryClient _repository;
    private readonly ReportArrival _arrival;
    private readonly ILogger<Redelivery> _logger;

    /// <summary>Delivers from <paramref name="letters"/> to <paramref name="repository"/>.</summary>
    public Redelivery(IDeadLetters letters, ConfiguredRobots robots, RepositoryClient repository, ILogger<Redelivery> logger)
    {
        _letters = letters;
        _robots = robots;
        _repository = repository;
        _arrival = new ReportArrival(repository);
        _logger = logger;
    }

    /// <summary>Delivers the dead letter of a batch; null if there is none.</summary>
    public async Task<RedeliveryAnswer?> RedeliverAsync(BatchId id, CancellationToken cancellation)
    {
        using var scope = RunScope.Begin(_logger, id);
        if (await _letters.FindAsync(id, cancellation) is not { } letter)
        {
            return null;
        }

        if (_robots.Find(letter.Batch.Robot) is not { } robot)
        {
            return new RedeliveryAnswer(false, $"Robot {letter.Batch.Robot} is not in the configuration. Put it back to deliver for it.");
        }

        if (await DeliverAsync(letter, robot.Identity, cancellation) is { } failure)
        {
            LogRefused(letter.Batch.Robot, id, failure.Reason);
            return new RedeliveryAnswer(false, failure.Reason);
        }

        await _letters.RemoveAsync(id, cancellation);
        LogDelivered(letter.Batch.Robot, id);
        return new RedeliveryAnswer(true, $"The callback of request {id} was delivered.");
    }

    /// <summary>Null if the repository has the report. A G1 repository cannot be asked; the operator must check it before redelivering.</summary>
    private async Task<StepFailure?> DeliverAsync(DeadLetter letter, RobotIdentity robot, CancellationToken cancellation)
    {
        if (letter.Uncertain && letter.Batch.Generation is ApiGeneration.G15 or ApiGeneration.G2)
        {
            var asked = await _arrival.AskAsync(robot, letter.Batch, cancellation);
            if (asked.Failure is not null || asked.Value!.Arrived)
            {
                return asked.Failure;
            }
        }

        // Stored before sending: if the process dies now, the report must not be sent again without asking.
        await _letters.KeepAsync(letter with { Uncertain = true }, cancellation);
        var attempt = await _repository.ReportAsync(robot, letter.Batch, Encoding.UTF8.GetBytes(letter.Body), letter.Path, cancellation);
        if (attempt.Outcome.Failure is not null && !attempt.ReplyLost)
        {
            await _letters.KeepAsync(letter, cancellation);
        }

        return attempt.Outcome.Failure;
    }

    [LoggerMessage(1, LogLevel.Information, "Robot {Robot}: the dead letter of request {RunId} was delivered")]
    private partial void LogDelivered(RobotId robot, BatchId runId);

    [LoggerMessage(2, LogLevel.Warning, "Robot {Robot}: the dead letter of request {RunId} could not be delivered: {Reason}")]
    private partial void LogRefused(RobotId robot, BatchId runId, string reason);
}
