using System.Text;
using System.Text.Json.Serialization;
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
public sealed record RedeliveryAnswer(bool Delivered, string Detail)
{
    /// <summary>Whether there was no attempt, because somebody else is delivering the same letter.</summary>
    [JsonIgnore]
    public bool IsClaimed { get; init; }
}

/// <summary>Delivers dead letters again on an operator's request, with one attempt whose result the operator sees. A letter is delivered by one operator at a time.</summary>
public sealed partial class Redelivery
{
    private readonly IDeadLetters _letters;
    private readonly ConfiguredRobots _robots;
    private readonly RepositoryClient _repository;
    private readonly ReportArrival _arrival;
    private readonly TimeProvider _time;
    private readonly ILogger<Redelivery> _logger;

    /// <summary>Delivers from <paramref name="letters"/> to <paramref name="repository"/>.</summary>
    public Redelivery(IDeadLetters letters, ConfiguredRobots robots, RepositoryClient repository, TimeProvider time, ILogger<Redelivery> logger)
    {
        _letters = letters;
        _robots = robots;
        _repository = repository;
        _arrival = new ReportArrival(repository);
        _time = time;
        _logger = logger;
    }

    /// <summary>Delivers the dead letter of a batch; null if there is none.</summary>
    /// <exception cref="InvalidDataException">The letter cannot be read.</exception>
    public async Task<RedeliveryAnswer?> RedeliverAsync(BatchId id, CancellationToken cancellation)
    {
        using var scope = RunScope.Begin(_logger, id);
        await using var claim = await _letters.TryClaimAsync(id, cancellation);
        if (claim is null)
        {
            return new RedeliveryAnswer(false, $"Somebody else is delivering the callback of request {id}. Check the request in a minute.") { IsClaimed = true };
        }

        return await _letters.FindAsync(id, cancellation) is { } letter ? await RedeliverAsync(letter, cancellation) : null;
    }

    private async Task<RedeliveryAnswer> RedeliverAsync(DeadLetter letter, CancellationToken cancellation)
    {
        var batch = letter.Batch;
        if (_robots.Find(batch.Robot) is not { } robot)
        {
            return new RedeliveryAnswer(false, $"Robot {batch.Robot} is not in the configuration. Put it back to deliver for it.");
        }

        if (await DeliverAsync(letter, robot.Identity, cancellation) is { } failure)
        {
            LogRefused(batch.Robot, batch.Id, failure.Reason);
            return new RedeliveryAnswer(false, failure.Reason);
        }

        LogDelivered(batch.Robot, batch.Id);
        return new RedeliveryAnswer(true, await CloseAsync(letter)
            ? $"The callback of request {batch.Id} was delivered."
            : $"The callback of request {batch.Id} was delivered, but its dead letter could not be removed. Do not deliver it again; remove it by hand.");
    }

    /// <summary>Records the delivery and removes the letter, even if the operator has disconnected. False if the store is unavailable.</summary>
    private async Task<bool> CloseAsync(DeadLetter letter)
    {
        try
        {
            await _letters.RememberDeliveryAsync(
                new DeliveredDeadLetter(letter.Batch.Id, letter.Batch.AcceptedAt, letter.ReadError(), _time.GetUtcNow()),
                CancellationToken.None);
            await _letters.RemoveAsync(letter.Batch.Id, CancellationToken.None);
            return true;
        }
        catch (IOException exception)
        {
            LogNotRemoved(letter.Batch.Robot, letter.Batch.Id, exception);
            return false;
        }
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

    [LoggerMessage(3, LogLevel.Error, "Robot {Robot}: the dead letter of request {RunId} was delivered, but could not be removed. Remove it by hand")]
    private partial void LogNotRemoved(RobotId robot, BatchId runId, Exception exception);
}
