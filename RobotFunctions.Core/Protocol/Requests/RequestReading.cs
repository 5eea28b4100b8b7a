using System.Diagnostics.CodeAnalysis;

namespace RobotFunctions.Core.Protocol.Requests;

/// <summary>What a body turned out to be.</summary>
public enum RequestVerdict
{
    /// <summary>What was expected.</summary>
    Valid,

    /// <summary>Not JSON: HTTP 400.</summary>
    NotJson,

    /// <summary>JSON with the wrong content: HTTP 422.</summary>
    Invalid,
}

/// <summary>A body that was read, or why it could not be.</summary>
/// <typeparam name="T">What it should hold.</typeparam>
public readonly record struct RequestReading<T>
    where T : class
{
    private RequestReading(RequestVerdict verdict, T? value, IReadOnlyList<string> problems)
    {
        Verdict = verdict;
        Value = value;
        Problems = problems;
    }

    /// <summary>What the body turned out to be.</summary>
    public RequestVerdict Verdict { get; }

    /// <summary>What it holds; null unless valid.</summary>
    public T? Value { get; }

    /// <summary>What is wrong with it, a sentence each, without signed queries; empty when valid.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Verdict == RequestVerdict.Valid;

    internal static RequestReading<T> Valid(T value) => new(RequestVerdict.Valid, value, []);

    internal static RequestReading<T> NotJson(string problem) => new(RequestVerdict.NotJson, null, [problem]);

    internal static RequestReading<T> Invalid(IReadOnlyList<string> problems) => new(RequestVerdict.Invalid, null, problems);
}
