using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Pauses;

/// <summary>
/// Which robots claim no work: a robot whose settings fail whatever it claims would use up the repository's deliveries. A pause ends when a setting
/// changes, when the robot is seen to work, and in any case after six hours, since what is wrong may have been put right elsewhere.
/// </summary>
public sealed partial class PollingPauses(IPollingPauseStore store, SettingsFingerprint settings, TimeProvider time, ILogger<PollingPauses> logger)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>A robot's pause; null when it may claim work.</summary>
    public async Task<PollingPause?> FindAsync(RobotId robot, CancellationToken cancellation) =>
        await store.FindAsync(robot, cancellation) is { } pause
            && pause.Settings == settings.ToString()
            && time.GetUtcNow() - pause.Since < Longest
            ? pause
            : null;

    /// <summary>Lets a robot claim nothing more.</summary>
    /// <param name="robot">The robot.</param>
    /// <param name="reason">What is wrong and what to do: a sentence for its operator, without secrets.</param>
    /// <param name="cancellation">The host stops.</param>
    public async Task PauseAsync(RobotId robot, string reason, CancellationToken cancellation)
    {
        await store.SaveAsync(new PollingPause(robot, time.GetUtcNow(), reason, settings.ToString()), cancellation);
        LogPaused(robot, reason);
    }

    /// <summary>Lets a robot claim work again.</summary>
    public Task ResumeAsync(RobotId robot, CancellationToken cancellation) => store.RemoveAsync(robot, cancellation);

    [LoggerMessage(1, LogLevel.Warning, "Robot {Robot} is misconfigured and claims no more work until a setting changes: {Reason}")]
    private partial void LogPaused(RobotId robot, string reason);
}
