using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Requests;
using RobotFunctions.Core.Signing;
using RobotFunctions.Core.Steps;

namespace RobotFunctions.Core.Repository;

/// <summary>
/// A client of the DESTINY repository for each generation of its API (protocol 1.2 to 1.5). Failures of the repository and the network
/// are returned as values; only the caller's cancellation throws.
/// </summary>
public sealed class RepositoryClient
{
    private readonly SignedCalls _calls;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    internal RepositoryClient(SignedCalls calls, IOptions<RepositoryOptions> options, TimeProvider time)
    {
        _calls = calls;
        _timeout = options.Value.Timeout;
        _time = time;
    }

    /// <summary>Posts the report of a batch in one call. <see cref="ReportAttempt.ReplyLost"/> says whether a second call is safe.</summary>
    /// <param name="robot">The robot that was asked.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="body">The report as JSON.</param>
    /// <param name="path">The path, from <see cref="CallbackRoutes.Report"/>.</param>
    /// <param name="cancellation">Cancels the call.</param>
    public async Task<ReportAttempt> ReportAsync(
        RobotIdentity robot, Batch batch, ReadOnlyMemory<byte> body, string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return ReportAnswers.Read(batch.Origin, await _calls.SendAsync(robot, HttpMethod.Post, path, body, _timeout, cancellation));
    }

    /// <summary>The status of a pushed request, with new signed URLs. A permanent failure in G1, which does not offer it to robots.</summary>
    public async Task<StepOutcome<EnhancementRequestRead>> GetRequestAsync(RobotIdentity robot, Batch batch, CancellationToken cancellation)
    {
        if (CallbackRoutes.Request(batch) is not { } path)
        {
            return new StepFailure(FailureKind.Permanent, "A repository of generation G1 does not tell robots the status of a request.");
        }

        var answer = await _calls.SendAsync(robot, HttpMethod.Get, path, body: null, _timeout, cancellation);
        return Read(answer, RequestReader.ReadStatus);
    }

    /// <summary>
    /// Claims a batch of at most <see cref="PollingOptions.Limit"/> references for <see cref="PollingOptions.Lease"/>. The call may take as long as
    /// <see cref="PollingOptions.Timeout"/>, because the repository writes the reference file meanwhile; a claim whose response is lost waits for its
    /// lease to expire.
    /// </summary>
    public async Task<StepOutcome<Polled>> PollAsync(RobotIdentity robot, PollingOptions polling, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(robot);
        ArgumentNullException.ThrowIfNull(polling);
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"v1/robot-enhancement-batches/?robot_id={robot.Id}&limit={polling.Limit}&lease={Duration(polling.Lease)}");
        var answer = await _calls.SendAsync(robot, HttpMethod.Post, path, ReadOnlyMemory<byte>.Empty, polling.Timeout, cancellation);
        if (answer.Status == 204)
        {
            return new Polled(null);
        }

        var batch = Read(answer, RequestReader.ReadBatch);
        return batch.Failure is { } failure ? failure : new Polled(batch.Value);
    }

    /// <summary>A polled batch with new signed URLs.</summary>
    public async Task<StepOutcome<RobotRequest>> GetBatchAsync(RobotIdentity robot, BatchId batch, CancellationToken cancellation)
    {
        var answer = await _calls.SendAsync(robot, HttpMethod.Get, CallbackRoutes.PolledBatch(batch), body: null, _timeout, cancellation);
        return Read(answer, RequestReader.ReadBatch);
    }

    /// <summary>Renews the lease of a polled batch for <paramref name="lease"/> from now; the lease of a batch with nothing left to renew is lost.</summary>
    public async Task<StepOutcome<RenewedLease>> RenewLeaseAsync(
        RobotIdentity robot, BatchId batch, TimeSpan lease, CancellationToken cancellation)
    {
        var asked = _time.GetUtcNow();
        var path = $"{CallbackRoutes.PolledBatch(batch)}renew-lease/?lease={Duration(lease)}";
        var answer = await _calls.SendAsync(robot, HttpMethod.Patch, path, ReadOnlyMemory<byte>.Empty, _timeout, cancellation);
        if (answer.Succeeded)
        {
            return new RenewedLease(ReadTime(answer.Body.Span) ?? asked + lease);
        }

        var failure = RepositoryFailures.Of(answer);
        return answer.Status == 409 ? failure with { Kind = FailureKind.LeaseLost } : failure;
    }

    private static StepOutcome<T> Read<T>(RepositoryAnswer answer, Func<ReadOnlyMemory<byte>, RequestReading<T>> read)
        where T : class
    {
        if (!answer.Succeeded || answer.Problem is not null)
        {
            return RepositoryFailures.Of(answer);
        }

        var reading = read(answer.Body);
        return reading.IsValid ? reading.Value : RepositoryFailures.Unreadable(string.Join(' ', reading.Problems));
    }

    // The body is plain text, although the repository documents a JSON string (protocol 1.5).
    private static DateTimeOffset? ReadTime(ReadOnlySpan<byte> body) =>
        DateTimeOffset.TryParse(
            Encoding.UTF8.GetString(body).Trim().Trim('"'),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : null;

    private static string Duration(TimeSpan duration) => XmlConvert.ToString(duration);
}
