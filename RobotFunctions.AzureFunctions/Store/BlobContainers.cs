namespace RobotFunctions.AzureFunctions.Store;

/// <summary>The blob containers of the app's storage account.</summary>
internal static class BlobContainers
{
    /// <summary>Payloads of open runs.</summary>
    public const string Payloads = "robot-payloads";

    /// <summary>Dead letters.</summary>
    public const string DeadLetters = "robot-dead-letters";

    /// <summary>What robots and the Hub told each other. It is no payload, so that no lifecycle rule removes it.</summary>
    public const string HubRecords = "robot-hub-records";

    /// <summary>All of them, in the order of their names.</summary>
    public static readonly string[] All = [DeadLetters, HubRecords, Payloads];
}
