using System.Globalization;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Simulator.Calls;

/// <summary>A call that the simulator received. It is recorded on arrival; its response is added before the caller can read it.</summary>
public sealed class ReceivedCall
{
    internal ReceivedCall(CallKind kind, string method, string path, string? query, DateTimeOffset at) =>
        (Kind, Method, Path, Query, At) = (kind, method, path, query, at);

    /// <summary>The kind of call.</summary>
    public CallKind Kind { get; }

    /// <summary>Its HTTP method.</summary>
    public string Method { get; }

    /// <summary>Its path, without the query.</summary>
    public string Path { get; }

    /// <summary>Its query; null for storage, where it is a secret.</summary>
    public string? Query { get; }

    /// <summary>When it was received.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The status of the response; null while there is none, or if the connection was dropped.</summary>
    public int? Status { get; private set; }

    /// <summary>Whether the connection was dropped on purpose.</summary>
    public bool Dropped { get; private set; }

    /// <summary>The result of verifying its signature; null if signatures are not checked.</summary>
    public SignatureVerdict? Signature { get; internal set; }

    /// <summary>Whether it has ended.</summary>
    public bool Ended { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path} -> {Status?.ToString(CultureInfo.InvariantCulture) ?? "no answer"}";

    internal void Answer(int status) => Status = Dropped ? null : status;

    internal void Drop(HttpContext context)
    {
        Dropped = true;
        context.Abort();
    }
}
