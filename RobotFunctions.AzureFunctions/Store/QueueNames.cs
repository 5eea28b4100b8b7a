namespace RobotFunctions.AzureFunctions.Store;

/// <summary>The queues of the app's storage account. The host moves what fails too often to the queue with <c>-poison</c> behind its name.</summary>
internal static class QueueNames
{
    /// <summary>Requests from inside the subscription: what <c>/batch/</c> takes.</summary>
    public const string Requests = "robot-requests";

    /// <summary>Requests that could not be worked on.</summary>
    public const string RequestsPoison = Requests + "-poison";

    /// <summary>Ids of requests whose dead letters are to be delivered again.</summary>
    public const string Redeliver = "robot-redeliver";

    /// <summary>Ids whose dead letters could not be delivered.</summary>
    public const string RedeliverPoison = Redeliver + "-poison";

    /// <summary>A message for each dead letter that waits. Nothing reads it but people and alerts.</summary>
    public const string DeadLetters = "robot-dead-letters";
}
