using System.Buffers;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Which event types a subscription gets: full names such as <c>task.resolved</c>, or beginnings that end with <c>*</c>. None named means all.</summary>
internal sealed class EventTypes
{
    /// <summary>The most patterns that a subscription has.</summary>
    public const int MaxCount = 100;

    private const int MaxLength = 100;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_");

    private readonly string[] _patterns;

    private EventTypes(string[] patterns) => _patterns = patterns;

    /// <summary>The patterns, in the order in which they were given.</summary>
    public IReadOnlyList<string> Patterns => _patterns;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static EventTypes Parse(string stored) => new(stored.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Checks patterns that somebody gave; null with the problem if one is not a pattern.</summary>
    public static EventTypes? TryCreate(IReadOnlyList<string>? patterns, out string? problem)
    {
        problem = patterns switch
        {
            { Count: > MaxCount } => $"A subscription has at most {MaxCount} types.",
            not null when patterns.FirstOrDefault(static pattern => !IsPattern(pattern)) is { } odd =>
                $"'{ProblemText.Clean(odd, MaxLength)}' is not an event type. Use a name such as task.resolved, or a beginning such as task.* with one * at its end.",
            _ => null,
        };
        return problem is null ? new([.. (patterns ?? []).Distinct(StringComparer.Ordinal)]) : null;
    }

    /// <summary>Whether an event of <paramref name="type"/> is among them.</summary>
    public bool Contain(string type) =>
        _patterns.Length == 0 || Array.Exists(_patterns, pattern => pattern.EndsWith('*') ? type.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1)) : pattern == type);

    /// <summary>The patterns, separated by spaces.</summary>
    public override string ToString() => string.Join(' ', _patterns);

    private static bool IsPattern(string? pattern)
    {
        if (pattern is not { Length: > 0 and <= MaxLength })
        {
            return false;
        }

        var name = pattern.EndsWith('*') ? pattern.AsSpan(0, pattern.Length - 1) : pattern;
        return !name.ContainsAnyExcept(Allowed);
    }
}
