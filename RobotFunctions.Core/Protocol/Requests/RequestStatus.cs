using System.Text.Json.Serialization;

namespace RobotFunctions.Core.Protocol.Requests;

/// <summary>The status of an enhancement request at the repository.</summary>
/// <param name="Value">The word on the wire.</param>
[JsonConverter(typeof(OpenVocabularyJsonConverter<RequestStatus>))]
public readonly record struct RequestStatus(string Value) : IOpenVocabulary<RequestStatus>
{
    /// <summary>Known, not handed to a robot yet.</summary>
    public static RequestStatus Received { get; } = new("received");

    /// <summary>Accepted by the robot.</summary>
    public static RequestStatus Accepted { get; } = new("accepted");

    /// <summary>A robot is processing it.</summary>
    public static RequestStatus Processing { get; } = new("processing");

    /// <summary>The robot rejected it.</summary>
    public static RequestStatus Rejected { get; } = new("rejected");

    /// <summary>Some enhancements could not be made.</summary>
    public static RequestStatus PartialFailed { get; } = new("partial_failed");

    /// <summary>No enhancement could be made.</summary>
    public static RequestStatus Failed { get; } = new("failed");

    /// <summary>The results are being imported.</summary>
    public static RequestStatus Importing { get; } = new("importing");

    /// <summary>The results are imported and being indexed.</summary>
    public static RequestStatus Indexing { get; } = new("indexing");

    /// <summary>The results are imported but not indexed.</summary>
    public static RequestStatus IndexingFailed { get; } = new("indexing_failed");

    /// <summary>Everything is imported and indexed.</summary>
    public static RequestStatus Completed { get; } = new("completed");

    /// <inheritdoc/>
    public bool IsKnown => Value is "received" or "accepted" or "processing" or "rejected" or "partial_failed" or "failed" or "importing" or "indexing" or "indexing_failed" or "completed";

    /// <inheritdoc/>
    public static RequestStatus From(string value) => new(value);

    /// <summary>The word.</summary>
    public override string ToString() => Value;
}
