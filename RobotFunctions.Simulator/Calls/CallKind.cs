namespace RobotFunctions.Simulator.Calls;

/// <summary>The kind of a call to the repository simulator.</summary>
public enum CallKind
{
    /// <summary>A path that the repository does not have.</summary>
    Unknown,

    /// <summary>Fetching a reference file from storage.</summary>
    Download,

    /// <summary>Sending a result file to storage.</summary>
    Upload,

    /// <summary>Reporting a result, in every generation.</summary>
    Callback,

    /// <summary>Getting the status of a pushed request, with new signed URLs (G1.5, G2).</summary>
    RequestStatus,

    /// <summary>Polling for work (G3).</summary>
    Poll,

    /// <summary>Getting new signed URLs of a polled batch (G3).</summary>
    RefreshBatch,

    /// <summary>Renewing the lease of a polled batch (G3).</summary>
    RenewLease,

    /// <summary>Registering a robot.</summary>
    RegisterRobot,

    /// <summary>Getting a new secret for a robot.</summary>
    RotateSecret,
}
