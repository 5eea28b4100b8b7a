using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace RobotFunctions.Hub.Inbox.Webhooks;

/// <summary>A task as task-inbox's receivers know it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Created">When it was posted.</param>
/// <param name="TypeId">The id of its type in its schema version.</param>
/// <param name="TypeName">The name of its type.</param>
/// <param name="State">Its state; null for unset.</param>
/// <param name="UserId">Whom it is assigned to; null for nobody.</param>
/// <param name="IsResolved">Whether its state is a resolved one.</param>
internal sealed record SeedTask(Guid Id, DateTimeOffset Created, Guid TypeId, string TypeName, string? State, string? UserId, bool IsResolved);

/// <summary>The webhook of task-inbox, so that its receivers need no change: sent on state changes, with the schema's secret in the header it names.</summary>
internal static class SeedWebhook
{
    /// <summary>The body: <c>{"task": {id, created, ttype_id, state, user_id, resolved}, "ttype": name}</c>.</summary>
    public static byte[] Body(SeedTask task)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteStartObject("task");
            json.WriteString("id", task.Id);
            json.WriteString("created", task.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("ttype_id", task.TypeId);
            json.WriteString("state", task.State);
            json.WriteString("user_id", task.UserId);
            json.WriteBoolean("resolved", task.IsResolved);
            json.WriteEndObject();
            json.WriteString("ttype", task.TypeName);
            json.WriteEndObject();
        }

        return body.WrittenSpan.ToArray();
    }

    /// <summary>Whether a header can carry a secret: visible ASCII characters, as RFC 9110 section 5.5 allows everywhere.</summary>
    public static bool CanCarry(string secret) => secret.Length is > 0 and <= 1000 && secret.All(static character => character is > ' ' and <= '~');
}
