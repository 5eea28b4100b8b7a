namespace RobotFunctions.Simulator.Import;

/// <summary>The outcome of a reference or a line (protocol section 3).</summary>
public enum EntryOutcome : byte
{
    /// <summary>No line answers it: "Requested reference not in enhancement result."</summary>
    Missing,

    /// <summary>Its enhancement was imported.</summary>
    Imported,

    /// <summary>The robot sent an error for it.</summary>
    RobotError,

    /// <summary>The enhancement cannot be imported.</summary>
    Refused,

    /// <summary>An exact duplicate of the enhancement exists.</summary>
    Discarded,

    /// <summary>The line is neither an enhancement nor an error.</summary>
    Unparsable,

    /// <summary>The line is for a reference that was not requested.</summary>
    NotInBatch,

    /// <summary>The reference was answered before; the first answer stands.</summary>
    Duplicate,
}
