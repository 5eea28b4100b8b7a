using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Delivery;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>What happens with a request of a topic.</summary>
internal sealed record TopicRules
{
    // Read once: every event that is recorded asks.
    private readonly EventTypes? _types;

    /// <summary>Who is told when, the earliest first.</summary>
    public required IReadOnlyList<TopicStep> Steps { get; init; }

    /// <summary>How long the caller waits until a channel has taken the request; null for a caller that does not wait.</summary>
    public TimeSpan? Wait { get; init; }

    public QuietHours? Quiet { get; init; }

    /// <summary>How long equal requests count as one; null if each is told.</summary>
    public TimeSpan? Group { get; init; }

    /// <summary>Which events make a request: types, or beginnings that end with <c>*</c>.</summary>
    public IReadOnlyList<string> Events
    {
        get;
        init => (field, _types) = (value, EventTypes.Parse(string.Join(' ', value)));
    }
    = [];

    /// <summary>Whether an event of this type makes a request.</summary>
    public bool AreToldOf(string type) => Events.Count > 0 && _types!.Contain(type);

    /// <summary>When a step of a request is due. Quiet hours move the whole request to their end, so that its later steps keep their distance from the first.</summary>
    /// <param name="step">The step.</param>
    /// <param name="at">The time of the request.</param>
    /// <param name="severity">Its severity.</param>
    public DateTimeOffset DueAt(TopicStep step, DateTimeOffset at, Severity severity) =>
        Quiet is { } quiet && severity != Severity.High ? quiet.Next(quiet.Next(at) + step.Timing.After) : at + step.Timing.After;
}

/// <summary>A step: when, and through which channels.</summary>
internal sealed record TopicStep(StepTiming Timing, IReadOnlyList<Guid> Channels);
