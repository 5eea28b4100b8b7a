using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Hub;

/// <summary>
/// Which robots are disabled at the Hub: such a robot ends what it has begun and takes no new work. While the Hub cannot be reached, its last answer holds,
/// also after a restart and in every process of the app. A robot that does not report is enabled, and costs no look into the store.
/// </summary>
public sealed partial class RobotSwitches(IHubRecords records, ConfiguredRobots robots, TimeProvider time, ILogger<RobotSwitches> logger)
{
    private readonly HubRecord<RobotSwitch> _record = new(records, "switch", RobotSwitchJsonContext.Default.RobotSwitch);

    /// <summary>Why a robot takes no new work: a sentence; null if it may.</summary>
    /// <exception cref="IOException">The store is unavailable.</exception>
    public async Task<string?> FindDisabledAsync(RobotId robot, CancellationToken cancellation) =>
        robots.Find(robot) is { RegistryId: not null } && await _record.FindAsync(robot, cancellation) is { Enabled: false } disabled
            ? $"The robot is disabled at the Hub: {disabled.Reason?.TrimEnd('.')}."
            : null;

    /// <summary>A sentence for each disabled robot of the app, for whoever asks whether it is ready.</summary>
    /// <exception cref="IOException">The store is unavailable.</exception>
    public async Task<IReadOnlyList<string>> DescribeAsync(CancellationToken cancellation)
    {
        var sentences = new List<string>();
        foreach (var robot in robots.All)
        {
            if (await FindDisabledAsync(robot.Id, cancellation) is { } reason)
            {
                sentences.Add($"Robot {robot.Id} takes no new work. {reason} Enable it there.");
            }
        }

        return sentences;
    }

    /// <summary>Keeps what the Hub answered.</summary>
    /// <param name="robot">The robot.</param>
    /// <param name="isEnabled">Whether it may take work.</param>
    /// <param name="reason">Why not; null if it may.</param>
    /// <param name="cancellation">The host stops.</param>
    /// <exception cref="IOException">The store is unavailable.</exception>
    internal async Task SetAsync(RobotId robot, bool isEnabled, string? reason, CancellationToken cancellation)
    {
        var last = await _record.FindAsync(robot, cancellation) ?? new RobotSwitch(Enabled: true, Reason: null, default);
        if (last.Enabled == isEnabled && last.Reason == reason)
        {
            return;
        }

        await _record.SaveAsync(robot, new RobotSwitch(isEnabled, reason, time.GetUtcNow()), cancellation);
        if (isEnabled)
        {
            LogEnabled(robot);
        }
        else
        {
            LogDisabled(robot, reason ?? "");
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Robot {Robot} was disabled at the Hub. It ends what it has begun, and takes no new work until it is enabled there: {Reason}")]
    private partial void LogDisabled(RobotId robot, string reason);

    [LoggerMessage(2, LogLevel.Information, "Robot {Robot} is enabled at the Hub and takes work")]
    private partial void LogEnabled(RobotId robot);
}

/// <summary>The last answer of the Hub to a robot.</summary>
internal sealed record RobotSwitch(bool Enabled, string? Reason, DateTimeOffset Since);

/// <summary>The JSON of switches.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RobotSwitch))]
internal sealed partial class RobotSwitchJsonContext : JsonSerializerContext;
