using RobotFunctions.Hub.Assistance.Messages;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>How one kind of channel sends. A new kind is a class that implements this, registered in <see cref="ChannelServices"/>.</summary>
internal interface IChannelSender
{
    /// <summary>The kind.</summary>
    ChannelKind Kind { get; }

    /// <summary>How much it takes at a time.</summary>
    ChannelLimits Limits { get; }

    /// <summary>Checks what somebody asks a channel to be.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="secret">The new secret; null if it stays as it is.</param>
    /// <param name="hasSecret">Whether a secret is stored.</param>
    /// <returns>What is wrong, without the secret; null if nothing is.</returns>
    FieldProblem? Check(ChannelSettings settings, string? secret, bool hasSecret);

    /// <summary>Makes one attempt. What it cannot foresee (no connection, no answer in time) it throws.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="messages">What is told: one message, or at most <see cref="ChannelLimits.MaxDigest"/>.</param>
    /// <param name="recipients">What each recipient answered for good in attempts before, as the outcome of the attempt said; null at first.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<SendOutcome> SendAsync(OpenChannel channel, IReadOnlyList<Message> messages, string? recipients, CancellationToken cancellation);
}

/// <summary>How much a channel takes at a time.</summary>
/// <param name="Parallel">How many sends may be under way. When the process is killed, as many may come again.</param>
/// <param name="MaxDigest">How many messages one send may tell of.</param>
/// <param name="Interval">How long after the end of a send the next one may begin, on all replicas together.</param>
internal sealed record ChannelLimits(int Parallel, int MaxDigest, TimeSpan Interval)
{
    /// <summary>Whether sends are counted for all replicas together.</summary>
    public bool AreShared => Interval > TimeSpan.Zero;
}
