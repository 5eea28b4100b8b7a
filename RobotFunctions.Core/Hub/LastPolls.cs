using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Hub;

/// <summary>
/// When each robot last polled, for its reports: polls and reports may run in different processes. It is recorded at most once per interval of the
/// reports, and only for robots that report.
/// </summary>
public sealed class LastPolls(IHubRecords records, IOptions<HubClientOptions> hub, TimeProvider time)
{
    private readonly HubRecord<LastPoll> _record = new(records, "last-poll", LastPollJsonContext.Default.LastPoll);
    private readonly ConcurrentDictionary<RobotId, DateTimeOffset> _recorded = new();

    /// <summary>Records that a robot polls now.</summary>
    public async Task PolledAsync(Robot robot, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (robot.RegistryId is null || (_recorded.TryGetValue(robot.Id, out var last) && (now - last).Duration() < hub.Value.ReportInterval))
        {
            return;
        }

        try
        {
            await _record.SaveAsync(robot.Id, new LastPoll(now), cancellation);
            _recorded[robot.Id] = now;
        }
        catch (IOException)
        {
            // It only informs, and must not fail the poll, which needs the store too and tells of its trouble.
        }
    }

    /// <summary>When a robot last polled; null if it never did.</summary>
    /// <exception cref="IOException">The store is unavailable.</exception>
    public async Task<DateTimeOffset?> FindAsync(Robot robot, CancellationToken cancellation) => (await _record.FindAsync(robot.Id, cancellation))?.At;
}

/// <summary>A robot's last poll.</summary>
internal sealed record LastPoll(DateTimeOffset At);

/// <summary>The JSON of last polls.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LastPoll))]
internal sealed partial class LastPollJsonContext : JsonSerializerContext;
