namespace RobotFunctions.Core.Protocol.References;

/// <summary>What a line of a reference file turned out to be.</summary>
public enum ReferenceLineVerdict
{
    /// <summary>White space only: to be skipped.</summary>
    Blank,

    /// <summary>A reference.</summary>
    WellFormed,

    /// <summary>Not a reference.</summary>
    Malformed,
}

/// <summary>One line of a reference file, checked but not parsed (protocol section 3). The default value is a blank line.</summary>
public readonly record struct ReferenceLine
{
    private ReferenceLine(ReferenceLineVerdict verdict, ReferenceId? id, string? reason)
    {
        Verdict = verdict;
        Id = id;
        Reason = reason;
    }

    /// <summary>What it is.</summary>
    public ReferenceLineVerdict Verdict { get; }

    /// <summary>The reference's id: there when well-formed, and when malformed if it could be read; an error line can then be linked to it.</summary>
    public ReferenceId? Id { get; }

    /// <summary>Why it is malformed: one sentence; null otherwise.</summary>
    public string? Reason { get; }

    /// <summary>
    /// Checks a line, without its line feed: valid UTF-8, one whole JSON object nested at most <see cref="ProtocolLimits.Depth"/> deep, an id,
    /// and the shape of what every reference has. Unknown properties, types and values are fine, and absent is as good as null.
    /// </summary>
    public static ReferenceLine Read(ReadOnlySpan<byte> line) => ReferenceLineReader.Read(line);

    /// <summary>
    /// Reads the first top-level <c>id</c> of a line and no further; false when there is none that is a UUID of version 4 or 7.
    /// </summary>
    public static bool TryPeekId(ReadOnlySpan<byte> line, out ReferenceId id) => ReferenceLineReader.TryPeekId(line, out id);

    internal static ReferenceLine WellFormed(ReferenceId id) => new(ReferenceLineVerdict.WellFormed, id, null);

    internal static ReferenceLine Malformed(ReferenceId? id, string reason) => new(ReferenceLineVerdict.Malformed, id, reason);
}
