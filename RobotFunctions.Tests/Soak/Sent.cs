using System.Collections.Concurrent;
using RobotFunctions.Simulator.Requests;

namespace RobotFunctions.Tests.Soak;

/// <summary>A request that was pushed, and every answer to it: an HTTP status, or null where there was none.</summary>
internal sealed record Sent(PushedRequest Request)
{
    public ConcurrentQueue<int?> Answers { get; } = [];

    /// <summary>The hash of the result file at each import.</summary>
    public ConcurrentQueue<string> Results { get; } = [];

    /// <summary>Whether the robot said yes, at least once.</summary>
    public bool IsAccepted => Answers.Contains(202);

    /// <summary>How many runs there may have been at most: an answer may be lost, and the request be taken all the same.</summary>
    public int MostRuns => Answers.Count(static answer => answer is 202 or null);
}
