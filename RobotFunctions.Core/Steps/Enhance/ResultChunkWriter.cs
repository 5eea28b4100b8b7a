using System.Globalization;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Enhancers;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Core.Protocol.Enhancements;
using RobotFunctions.Core.Protocol.Results;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.Enhance;

/// <summary>
/// Writes result lines that follow the repository's rules: the repository gives no feedback on single lines, so an invalid enhancement
/// becomes an error line here (protocol 1.5).
/// </summary>
internal sealed class ResultChunkWriter(PooledBuffer results, Robot robot, LimitsOptions limits)
{
    private readonly EnhancementEnvelope _envelope = new(robot.Options.Source, robot.Options.Version, Visibility.Public);
    private EntryCounts _counts;

    public EntryCounts Counts => _counts;

    public void CountBadLine() => _counts += new EntryCounts { BadLines = 1 };

    public void Write(ReferenceId id, EnhancerOutcome outcome)
    {
        var failure = outcome.IsEnhanced ? WriteEnhancement(id, outcome.Content) : outcome.Reason;
        if (failure is null)
        {
            _counts += new EntryCounts { Enhanced = 1 };
            return;
        }

        ResultLine.WriteError(results, id, failure);
        _counts += new EntryCounts { Failed = 1 };
    }

    private string? WriteEnhancement(ReferenceId id, EnhancementContent content)
    {
        if (EnhancementRules.Check(content, robot.Entitlements) is { } broken)
        {
            return $"The enhancer's content breaks a rule of the repository: {broken}";
        }

        var before = results.Length;
        ResultLine.WriteEnhancement(results, id, _envelope, content);
        if (results.Length - before <= limits.ResultLineBytes)
        {
            return null;
        }

        results.Truncate(before);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The enhancement is longer than {limits.ResultLineBytes} bytes.");
    }
}
