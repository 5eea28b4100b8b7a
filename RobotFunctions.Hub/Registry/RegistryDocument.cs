using System.Text.Json.Nodes;

namespace RobotFunctions.Hub.Registry;

/// <summary>The document of an object: its fields, and what the Hub itself says of it.</summary>
internal static class RegistryDocument
{
    private const string Id = "id";
    private const string CreatedAt = "created_at";
    private const string UpdatedAt = "updated_at";
    private const string RegistrationDate = "registration_date";
    private const string ExpiresAt = "expires_at";
    private const string DisabledAt = "disabled_at";
    private const string DisabledReason = "disabled_reason";

    /// <summary>Writes the document of an object, with these fields.</summary>
    public static string Write(RegistryItem item, RegistryFields fields)
    {
        var document = item.Kind.Write(fields);
        document.Insert(0, Id, item.Id);
        document[CreatedAt] = item.CreatedAt.UtcDateTime;
        document[UpdatedAt] = item.UpdatedAt.UtcDateTime;
        if (item.Kind == RegistryKind.Robot)
        {
            document[RegistrationDate] = item.CreatedAt.UtcDateTime;
            document[DisabledAt] = item.DisabledAt?.UtcDateTime;
            document[DisabledReason] = item.DisabledReason;
        }

        if (item.Kind == RegistryKind.Level)
        {
            document[ExpiresAt] = item.ExpiresAt?.UtcDateTime;
        }

        return document.ToJsonString(RegistryJson.Readable);
    }

    /// <summary>The fields of an object, without what the Hub itself says of it.</summary>
    public static JsonObject FieldsOf(RegistryItem item) => FieldsOf(item.Document);

    /// <summary>The fields that a document has, without what the Hub itself says of its object.</summary>
    public static JsonObject FieldsOf(string text)
    {
        var document = Read(text);
        foreach (var member in (string[])[Id, CreatedAt, UpdatedAt, RegistrationDate, ExpiresAt, DisabledAt, DisabledReason])
        {
            document.Remove(member);
        }

        return document;
    }

    /// <summary>Reads a document.</summary>
    public static JsonObject Read(string document) => JsonNode.Parse(document)!.AsObject();
}
