using System.Diagnostics.CodeAnalysis;

namespace RobotFunctions.Core.Protocol.Requests;

/// <summary>The result of reading a body.</summary>
public enum RequestVerdict
{
    /// <summary>What was expected.</summary>
    Valid,

    /// <summary>Not JSON: HTTP 400.</summary>
    NotJson,

    /// <summary>JSON with the wrong content: HTTP 422.</summary>
    Invalid,
}

/// <summary>A value read from a body, or the reasons why it could not be read.</summary>
/// <typeparam name="T">The expected value.</typeparam>
public readonly record struct RequestReading<T>
    where T : class
{
    private RequestReading(RequestVerdict verdict, T? value, IReadOnlyList<string> problems)
    {
        Verdict = verdict;
        Value = value;
        Problems = problems;
    }

    /// <summary>The result.</summary>
    public RequestVerdict Verdict { get; }

    /// <summary>The value; null unless valid.</summary>
    public T? Value { get; }

    /// <summary>The problems, one sentence each, without signed queries; empty if valid.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Verdict == RequestVerdict.Valid;

    internal static RequestReading<T> Valid(T value) => new(RequestVerdict.Valid, value, []);

    internal static RequestReading<T> NotJson(string problem) => new(RequestVerdict.NotJson, null, [problem]);

    internal static RequestReading<T> Invalid(IReadOnlyList<string> problems) => new(RequestVerdict.Invalid, null, problems);
}
