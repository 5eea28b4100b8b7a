namespace RobotFunctions.Simulator.Calls;

/// <summary>What a call to the simulated repository is about.</summary>
public enum CallKind
{
    /// <summary>Something the repository does not have.</summary>
    Unknown,

    /// <summary>Fetching a reference file from storage.</summary>
    Download,

    /// <summary>Sending a result file to storage.</summary>
    Upload,

    /// <summary>Reporting a result, in every generation.</summary>
    Callback,

    /// <summary>Asking how a pushed request stands, which gives new signed URLs as well (G1.5, G2).</summary>
    RequestStatus,

    /// <summary>Asking for work (G3).</summary>
    Poll,

    /// <summary>Asking for new signed URLs of a polled batch (G3).</summary>
    RefreshBatch,

    /// <summary>Renewing the lease of a polled batch (G3).</summary>
    RenewLease,
}
