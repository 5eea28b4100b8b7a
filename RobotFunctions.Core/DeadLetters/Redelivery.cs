using System.Text;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Repository;
using RobotFunctions.Core.Steps.Report;

namespace RobotFunctions.Core.DeadLetters;

/// <summary>What came of delivering a dead letter again.</summary>
/// <param name="Delivered">Whether the repository has the report now; the dead letter is gone then.</param>
/// <param name="Detail">What happened: a sentence for the operator.</param>
public sealed record RedeliveryAnswer(bool Delivered, string Detail);

/// <summary>Delivers dead letters again, when an operator asks for it. One attempt: the operator sees its answer.</summary>
public sealed partial class Redelivery
{
    private readonly IDeadLetters _letters;
    private readonly RobotRegistry _robots;
    private readonly RepositoryClient _repository;
    private readonly ReportArrival _arrival;
    private readonly ILogger<Redelivery> _logger;

    /// <summary>Delivers from <paramref name="letters"/> to <paramref name="repository"/>.</summary>
    public Redelivery(IDeadLetters letters, RobotRegistry robots, RepositoryClient repository, ILogger<Redelivery> logger)
    {
        _letters = letters;
        _robots = robots;
        _repository = repository;
        _arrival = new ReportArrival(repository);
        _logger = logger;
    }

    /// <summary>Delivers the dead letter of a batch; null when there is none.</summary>
    public async Task<RedeliveryAnswer?> RedeliverAsync(BatchId id, CancellationToken cancellation)
    {
        if (await _letters.FindAsync(id, cancellation) is not { } letter)
        {
            return null;
        }

        if (_robots.Find(letter.Batch.Robot) is not { } robot)
        {
            return new RedeliveryAnswer(false, $"Robot {letter.Batch.Robot} is not in the configuration. Put it back to deliver for it.");
        }

        var known = letter.Uncertain && letter.Batch.Generation is ApiGeneration.G15 or ApiGeneration.G2
            ? await _arrival.AskAsync(robot.Identity, letter.Batch, cancellation)
            : null;
        if (known is not { Value.Arrived: true })
        {
            var attempt = await _repository.ReportAsync(robot.Identity, letter.Batch, Encoding.UTF8.GetBytes(letter.Body), letter.Path, cancellation);
            if (attempt.Outcome.Failure is { } failure)
            {
                LogRefused(letter.Batch.Robot, id, failure.Reason);
                return new RedeliveryAnswer(false, failure.Reason);
            }
        }

        await _letters.RemoveAsync(id, cancellation);
        LogDelivered(letter.Batch.Robot, id);
        return new RedeliveryAnswer(true, $"The callback of request {id} was delivered.");
    }

    [LoggerMessage(1, LogLevel.Information, "Robot {Robot}: the dead letter of request {Request} was delivered")]
    private partial void LogDelivered(RobotId robot, BatchId request);

    [LoggerMessage(2, LogLevel.Warning, "Robot {Robot}: the dead letter of request {Request} could not be delivered: {Reason}")]
    private partial void LogRefused(RobotId robot, BatchId request, string reason);
}
