namespace RobotFunctions.AzureFunctions.Store;

/// <summary>The queues of the app's storage account. The host moves messages that fail too often to the queue with the suffix <c>-poison</c>.</summary>
internal static class QueueNames
{
    /// <summary>Requests from inside the subscription: the bodies that <c>/batch/</c> accepts.</summary>
    public const string Requests = "robot-requests";

    /// <summary>Requests that could not be processed.</summary>
    public const string RequestsPoison = Requests + "-poison";

    /// <summary>Ids of requests whose dead letters should be delivered again.</summary>
    public const string Redeliver = "robot-redeliver";

    /// <summary>Ids whose dead letters could not be delivered.</summary>
    public const string RedeliverPoison = Redeliver + "-poison";

    /// <summary>A message for each open dead letter. Only people and alerts read it.</summary>
    public const string DeadLetters = "robot-dead-letters";

    /// <summary>All of them, in the order of their names. The host asks for a poison queue's length all the time, whether it exists or not.</summary>
    public static readonly string[] All = [DeadLetters, Redeliver, RedeliverPoison, Requests, RequestsPoison];
}
