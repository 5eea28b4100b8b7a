using System.Globalization;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>Reads what somebody wants a topic to be, and tells of everything that is wrong with it at once.</summary>
/// <param name="channels">The channels of the workspace, by the form in which names are compared.</param>
internal sealed class TopicReader(IReadOnlyDictionary<string, Guid> channels)
{
    public const int MaxName = 200;
    public const int MaxSteps = 10;

    private static readonly TimeSpan MaxAfter = TimeSpan.FromDays(7);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MaxGroup = TimeSpan.FromHours(24);

    private readonly List<FieldProblem> _problems = [];

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<FieldProblem> Problems => _problems;

    /// <summary>Reads the rules. They may be used if there are no problems.</summary>
    public TopicRules Read(TopicBody body)
    {
        if (body.Name.Length == 0 || ProblemText.Clean(body.Name, MaxName) != body.Name)
        {
            Add("name", $"The name has 1 to {MaxName} printable characters, and no white space around it.");
        }

        var rules = new TopicRules
        {
            Steps = Steps(body.Steps),
            Wait = Duration("wait", body.Wait, MaxWait, "A caller waits 1 s to 60 s, such as 20 s."),
            Quiet = body.QuietHours is { } quiet ? Quiet(quiet) : null,
            Group = Duration("group", body.Group, MaxGroup, "Equal requests count as one for 1 s to 24 h, such as 10 min."),
            Events = body.Events ?? [],
        };
        if (rules is { Wait: not null } && body.QuietHours is not null)
        {
            Add("quiet_hours", "A topic whose callers wait has no quiet hours, in which nobody would take their requests. Leave out wait or quiet_hours.");
        }

        EventTypes.TryCreate(rules.Events, out var problem);
        if (problem is not null)
        {
            Add("events", problem);
        }

        return rules;
    }

    private List<TopicStep> Steps(IReadOnlyList<StepBody> bodies)
    {
        if (bodies.Count is 0 or > MaxSteps)
        {
            Add("steps", $"A topic has 1 to {MaxSteps} steps. The first is at once.");
        }

        var steps = new List<TopicStep>();
        foreach (var (index, body) in bodies.Take(MaxSteps).Index())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"Step {index + 1}");
            var timing = StepTiming.Parse(body.When);
            if (timing is null || timing.After > MaxAfter)
            {
                Add("steps", $"{place}: '{ProblemText.Clean(body.When, 100)}' is not a time. Write at once, after 2 min unless delivered, or after 15 min unless acknowledged; in s, min or h, and at most 7 days.");
            }
            else if (index == 0 ? timing != StepTiming.AtOnce : timing.After <= (steps[^1].Timing.After))
            {
                Add("steps", index == 0 ? $"{place} must be at once." : $"{place} must come later than the step before it.");
            }

            steps.Add(new TopicStep(timing ?? StepTiming.AtOnce, Channels(place, body.Channels)));
        }

        return steps;
    }

    private List<Guid> Channels(string place, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            Add("steps", $"{place} names no channel.");
        }

        var found = new List<Guid>();
        foreach (var name in names)
        {
            if (!channels.TryGetValue(NameKey.Of(name), out var channel))
            {
                Add("steps", $"{place}: there is no channel '{ProblemText.Clean(name, MaxName)}'. {(channels.Count == 0 ? "This workspace has none yet: create one first." : "Create it first, or correct its name.")}");
            }
            else if (found.Contains(channel))
            {
                Add("steps", $"{place} names the channel '{name}' twice.");
            }
            else
            {
                found.Add(channel);
            }
        }

        return found;
    }

    private QuietHours? Quiet(QuietHoursBody body)
    {
        var isFrom = TimeOnly.TryParseExact(body.From, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from);
        var isTo = TimeOnly.TryParseExact(body.To, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to);
        if (!isFrom || !isTo || from == to)
        {
            Add("quiet_hours", "Quiet hours go from one time of the day to another, such as from 22:00 to 07:00.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(body.TimeZone, out var zone))
        {
            Add("quiet_hours", $"The time zone '{ProblemText.Clean(body.TimeZone, 100)}' is not known here. Use a name of the IANA data base, such as Europe/London, or UTC.");
        }

        return zone is null ? null : new QuietHours(from, to, zone);
    }

    private TimeSpan? Duration(string field, string? text, TimeSpan max, string problem)
    {
        if (text is null)
        {
            return null;
        }

        if (PlainDuration.TryParse(text, out var duration) && duration <= max)
        {
            return duration;
        }

        Add(field, problem);
        return null;
    }

    private void Add(string field, string detail) => _problems.Add(new FieldProblem(field, detail));
}
