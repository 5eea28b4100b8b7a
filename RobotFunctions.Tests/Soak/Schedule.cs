using System.Globalization;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Tests.Soak.Actions;

namespace RobotFunctions.Tests.Soak;

/// <summary>What happens to a robot and around it, and when: all of it follows from the seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Generation">What the repository speaks.</param>
/// <param name="IsImpatient">Whether the robot gives up on trouble after seconds, so that there are errors and dead letters.</param>
/// <param name="Settings">More of the robot's settings.</param>
/// <param name="Moments">What happens, in this order.</param>
internal sealed record Schedule(
    int Seed, ApiGeneration Generation, bool IsImpatient, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<Moment> Moments)
{
    /// <summary>Whether a run may end in an error, rather than in results.</summary>
    public bool MayFail => IsImpatient
        || Has<Cancel>()
        || (Generation == ApiGeneration.G1 && (Has<ExpireUrls>() || Has<JumpClock>()))
        || Moments.Count(static moment => moment.SoakAction is ExpireUrls or JumpClock) > 3;

    /// <summary>Whether a report may be given up, and become a dead letter: what an operator cancels is reported once (seed 2051).</summary>
    public bool MayGiveUp => IsImpatient || Has<Cancel>();

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SOAK_SEED={Seed}: {Generation}{(IsImpatient ? ", impatient" : "")}, {string.Join(", ", Settings.Select(static pair => $"{pair.Key}={pair.Value}"))}
          {string.Join("\n  ", Moments)}
        """);

    private bool Has<TAction>() => Moments.Any(static moment => moment.SoakAction is TAction);
}

/// <summary>Something happens after a pause.</summary>
internal sealed record Moment(TimeSpan After, SoakAction SoakAction)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{After.TotalMilliseconds,5:F0} ms  {SoakAction}");
}
