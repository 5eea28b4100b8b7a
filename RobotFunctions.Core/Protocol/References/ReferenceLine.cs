namespace RobotFunctions.Core.Protocol.References;

/// <summary>The kind of a line of a reference file.</summary>
public enum ReferenceLineVerdict
{
    /// <summary>White space only; skipped.</summary>
    Blank,

    /// <summary>A reference.</summary>
    WellFormed,

    /// <summary>Not a reference.</summary>
    Malformed,
}

/// <summary>One line of a reference file, validated but not parsed (protocol section 3). The default value is a blank line.</summary>
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

    /// <summary>The reference's id. A malformed line has one if it could be read, so that an error line can be linked to it.</summary>
    public ReferenceId? Id { get; }

    /// <summary>Why it is malformed: one sentence; null otherwise.</summary>
    public string? Reason { get; }

    /// <summary>
    /// Validates a line without its line feed: valid UTF-8, one complete JSON object nested at most <see cref="ProtocolLimits.Depth"/> deep, an id,
    /// and the shape that every reference has. Unknown properties, types and values are allowed, and absent is the same as null.
    /// </summary>
    public static ReferenceLine Read(ReadOnlySpan<byte> line) => ReferenceLineReader.Read(line);

    /// <summary>
    /// Reads the first top-level <c>id</c> of a line and no further; false if it is missing or not a UUID of version 4 or 7.
    /// </summary>
    public static bool TryPeekId(ReadOnlySpan<byte> line, out ReferenceId id) => ReferenceLineReader.TryPeekId(line, out id);

    internal static ReferenceLine WellFormed(ReferenceId id) => new(ReferenceLineVerdict.WellFormed, id, null);

    internal static ReferenceLine Malformed(ReferenceId? id, string reason) => new(ReferenceLineVerdict.Malformed, id, reason);
}
