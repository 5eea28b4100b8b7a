using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
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
/// becomes an error line here (protocol 1.5). So does content that throws while it is checked or written: its lists and JSON are the author's.
/// </summary>
internal sealed partial class ResultChunkWriter(PooledBuffer results, Robot robot, LimitsOptions limits, ILogger logger)
{
    private readonly EnhancementEnvelope _envelope = new(robot.Options.Source, robot.Options.Version, Visibility.Public);
    private readonly ErrorMessage _message = new(limits.ResultLineBytes);
    private EntryCounts _counts;

    public EntryCounts Counts => _counts;

    public void Count(bool enhanced) => _counts += enhanced ? new EntryCounts { Enhanced = 1 } : new EntryCounts { Failed = 1 };

    public void CountBadLine() => _counts += new EntryCounts { BadLines = 1 };

    public void Write(ReferenceId id, EnhancerOutcome outcome)
    {
        var failure = outcome.IsEnhanced ? WriteEnhancement(id, outcome.Content) : outcome.Reason;
        if (failure is not null)
        {
            ResultLine.WriteError(results, id, _message.From(failure));
        }

        Count(enhanced: failure is null);
    }

    private string? WriteEnhancement(ReferenceId id, EnhancementContent content)
    {
        var before = results.Length;
        try
        {
            if (EnhancementRules.Check(content, robot.Entitlements) is { } broken)
            {
                return $"The enhancer's content breaks a rule of the repository: {broken}";
            }

            results.Limit = (int)Math.Min(int.MaxValue, (long)before + limits.ResultLineBytes);
            ResultLine.WriteEnhancement(results, id, _envelope, content);
            if (results.Length <= results.Limit)
            {
                return null;
            }

            results.Truncate(before);
            return TooLong();
        }
        catch (BufferFullException)
        {
            results.Truncate(before);
            return TooLong();
        }
#pragma warning disable CA1031 // The boundary to an author's content: any exception fails this reference.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            results.Truncate(before);
            if (logger.IsEnabled(LogLevel.Debug))
            {
                LogUnwritable(logger, id, ExceptionText.Of(exception));
            }

            return Explain(exception);
        }
        finally
        {
            results.Limit = int.MaxValue;
        }
    }

    private string TooLong() => string.Create(CultureInfo.InvariantCulture, $"The enhancement is longer than {limits.ResultLineBytes} bytes.");

    private static string Explain(Exception exception) => exception switch
    {
        ObjectDisposedException => "The enhancer's content contains JSON of a disposed document. Return a clone (JsonElement.Clone).",
        JsonException => "The enhancer's content contains JSON that is not strict, for example with comments or trailing commas. Parse it with default options.",
        _ => $"The enhancer's content cannot be written ({exception.GetType().Name}).",
    };

    [LoggerMessage(1, LogLevel.Debug, "The content for reference {Reference} cannot be written: {Exception}")]
    private static partial void LogUnwritable(ILogger logger, ReferenceId reference, string exception);
}
