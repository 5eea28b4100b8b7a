using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using RobotFunctions.Hub.Inbox.Json;

namespace RobotFunctions.Hub.Inbox.History;

/// <summary>The last entry of a task at some time.</summary>
internal sealed record TaskHead(Guid TaskId, int Sequence, byte[] Hash);

/// <summary>
/// Proof of where all tasks of a workspace stood. It lists the heads that are new since the checkpoint before and chains to that one's hash, so that all
/// checkpoints together name every task, and the last hash, kept elsewhere, vouches for all of them.
/// </summary>
/// <param name="Number">The number in the workspace, from 1.</param>
/// <param name="Previous">The hash of the checkpoint before; empty for the first.</param>
/// <param name="Heads">The heads that are new, by task.</param>
/// <param name="Content">Its canonical JSON.</param>
internal sealed record Checkpoint(int Number, byte[] Previous, IReadOnlyList<TaskHead> Heads, byte[] Content)
{
    /// <summary>The SHA-256 of the content.</summary>
    public byte[] Hash { get; } = SHA256.HashData(Content);

    /// <summary>Makes the next checkpoint.</summary>
    public static Checkpoint Create(Checkpoint? previous, DateTimeOffset at, IEnumerable<TaskHead> newHeads)
    {
        var heads = newHeads.OrderBy(static head => head.TaskId.ToString(), StringComparer.Ordinal).ToList();
        var json = new JsonObject
        {
            ["number"] = (previous?.Number ?? 0) + 1,
            ["previous"] = Convert.ToHexStringLower(previous?.Hash ?? []),
            ["at"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["heads"] = new JsonArray([.. heads.Select(static head =>
                new JsonObject { ["task"] = head.TaskId.ToString(), ["sequence"] = head.Sequence, ["hash"] = Convert.ToHexStringLower(head.Hash) })]),
        };
        return Read(JsonSerializer.SerializeToElement(json)) ?? throw new InvalidOperationException("The checkpoint cannot be read back.");
    }

    /// <summary>Reads the JSON of a checkpoint; null if it is not one.</summary>
    public static Checkpoint? Read(JsonElement json)
    {
        if (!CanonicalJson.TryWrite(json, out var content, out _) || json.Number("number") is not { } number || json.Hash("previous") is not { } previous
            || json.Member("heads") is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        var heads = new List<TaskHead>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.Id("task") is not { } task || item.Number("sequence") is not { } sequence || item.Hash("hash") is not { } hash)
            {
                return null;
            }

            heads.Add(new TaskHead(task, sequence, hash));
        }

        return new Checkpoint(number, previous, heads, content);
    }
}
