using RobotFunctions.Core.Webhooks;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Inbox.Schemas;

namespace RobotFunctions.Hub.Inbox.Catalog;

/// <summary>The destination that a schema's webhooks need at one origin, with its secrets encrypted.</summary>
/// <param name="Origin">Scheme, host and port.</param>
/// <param name="Url">A URL there that the schema names.</param>
/// <param name="Header">The header that carries the secret; empty for CloudEvents.</param>
/// <param name="SubscriptionId">Its subscription.</param>
/// <param name="Signing">The secret that signs, encrypted; null if the secret is not one of Standard Webhooks.</param>
/// <param name="Credential">The header with the secret, encrypted; null for CloudEvents.</param>
internal sealed record HookPlan(string Origin, string Url, string Header, Guid SubscriptionId, byte[]? Signing, byte[]? Credential)
{
    /// <summary>The destinations of schemas, one for each origin and header.</summary>
    /// <param name="schemas">The versions of one schema.</param>
    /// <param name="secret">The schema's secret.</param>
    /// <param name="secrets">Encrypts. It must not be in a transaction.</param>
    /// <param name="idOf">The id of the subscription at an origin with a header.</param>
    public static IReadOnlyList<HookPlan> Of(IEnumerable<TaskSchema> schemas, string secret, SubscriptionSecrets secrets, Func<string, string, Guid> idOf) =>
    [
        .. Places(schemas).Select(place =>
        {
            var id = idOf(place.Origin, place.Header);
            return new HookPlan(
                place.Origin,
                place.Url,
                place.Header,
                id,
                WebhookSecret.TryParse(secret, out _) ? secrets.Protect(id, secret) : null,
                place.Header.Length > 0 ? secrets.Protect(id, $"{place.Header}: {secret}") : null);
        }),
    ];

    /// <summary>Where a type's webhook goes; null if it has none.</summary>
    public static (string Origin, string Header)? PlaceOf(TaskSchema schema, TaskType type) =>
        schema.HookUrl(type) is { } url ? (OriginOf(url), schema.HookHeader ?? "") : null;

    private static IEnumerable<(string Origin, string Header, string Url)> Places(IEnumerable<TaskSchema> schemas) => schemas
        .SelectMany(static schema => schema.TaskTypes.Select(schema.HookUrl).OfType<Uri>().Select(url => (Origin: OriginOf(url), Header: schema.HookHeader ?? "", Url: url.AbsoluteUri)))
        .DistinctBy(static place => (place.Origin, place.Header));

    private static string OriginOf(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
