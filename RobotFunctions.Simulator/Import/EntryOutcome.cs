namespace RobotFunctions.Simulator.Import;

/// <summary>What became of a reference, or of a line (protocol section 3).</summary>
public enum EntryOutcome : byte
{
    /// <summary>No line answered it: "Requested reference not in enhancement result."</summary>
    Missing,

    /// <summary>Its enhancement was imported.</summary>
    Imported,

    /// <summary>The robot sent an error for it.</summary>
    RobotError,

    /// <summary>The enhancement cannot be imported.</summary>
    Refused,

    /// <summary>The very same enhancement was there already.</summary>
    Discarded,

    /// <summary>The line is no enhancement and no error.</summary>
    Unparsable,

    /// <summary>The line names a reference that was not asked for.</summary>
    NotInBatch,

    /// <summary>The reference was answered before; the first answer stands.</summary>
    Duplicate,
}
