using System.Security.Cryptography;
using System.Text;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary>A request that is about to be stored.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Description">What help is needed with.</param>
internal sealed record NewRequest(Guid WorkspaceId, KnownTopic Topic, string Description)
{
    /// <summary>Who asks; null for the Hub itself.</summary>
    public Caller? Caller { get; init; }

    public string? Requester { get; init; }

    public string? Url { get; init; }

    public Severity Severity { get; init; } = Severity.Normal;

    /// <summary>The event that makes it; null for a request of a bot.</summary>
    public string? EventType { get; init; }

    /// <summary>The task that the event is about, by which it is acknowledged; null for a task of its own.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>The id of the HTTP request that caused it.</summary>
    public string? RequestId { get; init; }

    /// <summary>What requests that count as equal have in common: everything that people are told. Requests about two tasks are never equal.</summary>
    public string GroupKey()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (ReadOnlySpan<string?>)[Topic.NameKey, Description, Requester, Url, EventType, TaskId?.ToString(), $"{Severity}"])
        {
            digest.AppendData(BitConverter.GetBytes(part?.Length ?? -1));
            digest.AppendData(Encoding.UTF8.GetBytes(part ?? ""));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
