using System.Buffers.Binary;
using System.Numerics;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Recipe;

/// <summary>
/// How long to wait before a step is retried, by the kind of its failure. Waits double from one second to five minutes, with a jitter of 20 %
/// either way that is derived from the batch's id and the attempt, so that a replayed recipe waits as long as the first time.
/// </summary>
/// <param name="RetryTimeout">How long a step is retried after transient failures.</param>
public sealed record RetryPolicy(TimeSpan RetryTimeout)
{
    private const int CrashAttempts = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan NotFoundRetryTimeout = TimeSpan.FromMinutes(1);

    /// <summary>A policy that retries transient failures and crashes without limit: for work that must not be lost.</summary>
    public static RetryPolicy Unlimited { get; } = new(TimeSpan.MaxValue);

    /// <summary>The wait before the next attempt; null if the failure is final.</summary>
    /// <param name="failure">The failure of the last attempt.</param>
    /// <param name="batch">The batch, for the jitter.</param>
    /// <param name="attempt">The number of the failed attempt, from 1.</param>
    /// <param name="elapsed">The time since the first attempt began.</param>
    public TimeSpan? NextWait(StepFailure failure, BatchId batch, int attempt, TimeSpan elapsed)
    {
        var timeout = failure.Kind switch
        {
            FailureKind.Transient or FailureKind.Misconfigured => RetryTimeout,
            FailureKind.NotFound => NotFoundRetryTimeout,
            FailureKind.Crashed when attempt < CrashAttempts || this == Unlimited => RetryTimeout,
            _ => TimeSpan.Zero,
        };

        var wait = BackOff(batch, attempt);
        if (failure.RetryAfter > wait)
        {
            wait = failure.RetryAfter.Value;
        }

        return wait <= timeout && elapsed <= timeout - wait ? wait : null;
    }

    private static TimeSpan BackOff(BatchId batch, int attempt)
    {
        var doubled = FirstWait * Math.Pow(2, Math.Min(attempt - 1, 20));
        var longest = doubled < LongestWait ? doubled : LongestWait;
        return longest * (0.8 + (0.4 * Jitter(batch, attempt)));
    }

    private static double Jitter(BatchId batch, int attempt)
    {
        Span<byte> id = stackalloc byte[16];
        batch.Value.TryWriteBytes(id, bigEndian: true, out _);
        var mixed = BinaryPrimitives.ReadUInt64LittleEndian(id) ^ BinaryPrimitives.ReadUInt64LittleEndian(id[8..]) ^ (ulong)attempt;
        mixed *= 0x9E3779B97F4A7C15;
        mixed = BitOperations.RotateLeft(mixed, 31) * 0xBF58476D1CE4E5B9;
        return (mixed >> 11) / (double)(1UL << 53);
    }
}
