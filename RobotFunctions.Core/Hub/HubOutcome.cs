namespace RobotFunctions.Core.Hub;

/// <summary>The outcome of a call to the Hub: <see cref="HubOk"/>, <see cref="HubRefused"/> or <see cref="HubUnavailable"/>.</summary>
public abstract record HubOutcome
{
    private protected HubOutcome()
    {
    }
}

/// <summary>The Hub did what was asked.</summary>
/// <param name="Status">The status, from 200 to 299.</param>
/// <param name="Body">The body; empty if there is none.</param>
public sealed record HubOk(int Status, ReadOnlyMemory<byte> Body) : HubOutcome;

/// <summary>The Hub answered that it will not do it. The same call would be refused again.</summary>
/// <param name="Status">The status.</param>
/// <param name="Detail">The Hub's own sentence, on one line (<c>detail</c> of RFC 9457); empty if it gave none.</param>
public sealed record HubRefused(int Status, string Detail) : HubOutcome;

/// <summary>There is no usable answer, or the Hub asks to come back. The same call, with the same Idempotency-Key, may succeed later.</summary>
/// <param name="Reason">What happened, as the predicate of a sentence about the Hub.</param>
/// <param name="RetryAfter">How long the Hub asks to wait at least, at most five minutes; null if it does not say.</param>
public sealed record HubUnavailable(string Reason, TimeSpan? RetryAfter) : HubOutcome;
