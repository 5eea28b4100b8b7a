using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml;
using RobotFunctions.Core.Protocol;
using RobotFunctions.Simulator.Calls;

namespace RobotFunctions.Simulator.Batches;

/// <summary>Parses the query parameters of G3 as the repository does.</summary>
internal static class PollQuery
{
    /// <summary>The maximum and default number of references in a batch.</summary>
    public const int MaxLimit = 10_000;

    private static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(10);

    public static bool TryReadRobot(IQueryCollection query, out RobotId robot, [NotNullWhen(false)] out InvalidContent? problem)
    {
        robot = default;
        problem = !query.TryGetValue("robot_id", out var text) ? new InvalidContent("missing", ["query", "robot_id"], "Field required")
            : !RobotId.TryParse(text.ToString(), out robot) ? new InvalidContent("uuid_parsing", ["query", "robot_id"], "Input should be a valid UUID")
            : null;
        return problem is null;
    }

    public static bool TryReadLimit(IQueryCollection query, out int limit, [NotNullWhen(false)] out InvalidContent? problem)
    {
        limit = MaxLimit;
        problem = query.TryGetValue("limit", out var text) && !int.TryParse(text.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out limit)
            ? new InvalidContent("int_parsing", ["query", "limit"], "Input should be a valid integer, unable to parse string as an integer")
            : null;
        limit = Math.Min(limit, MaxLimit);
        return problem is null;
    }

    public static bool TryReadLease(IQueryCollection query, out TimeSpan lease, [NotNullWhen(false)] out InvalidContent? problem)
    {
        lease = DefaultLease;
        problem = null;
        if (!query.TryGetValue("lease", out var text))
        {
            return true;
        }

        try
        {
            lease = XmlConvert.ToTimeSpan(text.ToString());
            return true;
        }
        catch (FormatException)
        {
            problem = new InvalidContent("time_delta_parsing", ["query", "lease"], "Input should be a valid timedelta, invalid digit in duration");
            return false;
        }
    }
}
