using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Telemetry;

/// <summary>
/// The id of a run, which is that of its request and of its batch, under one name: a scope around every log line of the run, and a tag on its spans.
/// </summary>
public static class RunScope
{
    /// <summary>The name, in log lines and traces.</summary>
    public const string Name = "RunId";

    private static readonly Func<ILogger, BatchId, IDisposable?> Scope = LoggerMessage.DefineScope<BatchId>("RunId:{RunId}");

    /// <summary>Begins the scope of a run, which ends when the result is disposed of, and tags the current span.</summary>
    public static IDisposable? Begin(ILogger logger, BatchId run)
    {
        Activity.Current?.SetTag(Name, run.ToString());
        return Scope(logger, run);
    }
}
