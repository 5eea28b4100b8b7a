using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Core.Webhooks;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>Creates, changes, tests and removes subscriptions, for the API and the commands.</summary>
internal sealed class Subscriptions(
    IDbContextFactory<HubStore> stores, StoreWriter writer, SubscriptionSecrets secrets, Outbox outbox, HubOptions options, TimeProvider time)
{
    /// <summary>How long a rotated secret signs beside the new one.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>The type of the event that a test sends.</summary>
    public const string TestType = "hub.test";

    /// <summary>Creates a subscription. A webhook without a secret gets a new one, which the result shows this once.</summary>
    public async Task<SubscriptionResult> CreateAsync(Caller caller, SubscriptionKind kind, SubscriptionInput input, CancellationToken cancellation)
    {
        if (input is not { Name.Length: > 0, Url.Length: > 0 })
        {
            return SubscriptionResult.Invalid(new(input.Name is { Length: > 0 } ? "url" : "name", "A subscription needs a name and a url."));
        }

        var checkedInput = input.Check(kind, options.AllowPrivateDestinations, out var problem);
        if (problem is not null || (problem = MissingCredential(kind, checkedInput)) is not null)
        {
            return SubscriptionResult.Invalid(problem);
        }

        var now = time.GetUtcNow();
        var secret = input.Secret ?? (kind == SubscriptionKind.Webhook ? WebhookSecret.Generate().Reveal() : null);
        var subscription = new Subscription
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = caller.WorkspaceId,
            Name = input.Name,
            Kind = kind,
            Url = checkedInput.Url!,
            Types = string.Join(' ', input.Types ?? []),
            CreatedAt = now,
        };
        subscription.Secret = secret is null ? null : secrets.Protect(subscription.Id, secret);
        subscription.Credential = Protected(subscription.Id, checkedInput.Credential);
        return await UniqueAsync(input.Name, async store =>
        {
            if (await IsTakenAsync(store, caller.WorkspaceId, subscription.Id, input.Name, cancellation))
            {
                return SubscriptionResult.NameTaken(input.Name);
            }

            store.Subscriptions.Add(subscription);
            store.Audit.Add(AuditEntry.Of(caller, "subscription.created", subscription.Id.ToString(), now));
            return SubscriptionResult.Done(subscription, secret);
        }, cancellation);
    }

    /// <summary>Changes what is given. A secret is not changed but rotated.</summary>
    public async Task<SubscriptionResult> ChangeAsync(Caller caller, Guid id, SubscriptionInput input, string? ifMatch, CancellationToken cancellation)
    {
        if (input is { Name: "" } or { Url: "" })
        {
            return SubscriptionResult.Invalid(new(input.Name is "" ? "name" : "url", "The name and the url of a subscription cannot be empty."));
        }

        await using var reading = await stores.CreateDbContextAsync(cancellation);
        var kind = await reading.Subscriptions
            .Where(found => found.Id == id && found.WorkspaceId == caller.WorkspaceId)
            .Select(static found => (SubscriptionKind?)found.Kind)
            .SingleOrDefaultAsync(cancellation);
        if (kind is null)
        {
            return SubscriptionResult.NotFound("subscription");
        }

        var checkedInput = input.Check(kind.Value, options.AllowPrivateDestinations, out var problem);
        if (problem is not null)
        {
            return SubscriptionResult.Invalid(problem);
        }

        var credential = Protected(id, checkedInput.Credential);
        return await UniqueAsync(input.Name, store => new SubscriptionChange(caller, id, "subscription.changed") { IfMatch = ifMatch }.RunAsync(store, time.GetUtcNow(), async subscription =>
        {
            if (subscription.IsDirect)
            {
                return DirectOnly;
            }

            if (input.Name is { } name && await IsTakenAsync(store, caller.WorkspaceId, id, name, cancellation))
            {
                return SubscriptionResult.NameTaken(name);
            }

            // A credential is for one host: who may change the URL must not have it sent elsewhere.
            if (checkedInput is { Url: { } url, Credential: null } && subscription.Credential is not null && HostOf(url) != HostOf(subscription.Url))
            {
                return SubscriptionResult.Invalid(new("credential", "The url leads to another host, which must not get the stored credential. Send the credential too, or an empty one."));
            }

            subscription.Name = input.Name ?? subscription.Name;
            subscription.Url = checkedInput.Url ?? subscription.Url;
            subscription.Types = input.Types is null ? subscription.Types : string.Join(' ', input.Types);
            subscription.Credential = checkedInput.Credential is null ? subscription.Credential : credential;
            return SubscriptionResult.Done(subscription);
        }, cancellation), cancellation);
    }

    /// <summary>Replaces the secret. The one before signs too for <see cref="Overlap"/>, so that the receiver can change over.</summary>
    public Task<SubscriptionResult> RotateAsync(Caller caller, Guid id, string? secret, CancellationToken cancellation)
    {
        if (secret is not null && !WebhookSecret.TryParse(secret, out _))
        {
            return Task.FromResult(SubscriptionResult.Invalid(new("secret", new SubscriptionInput { Secret = secret }.SecretProblem(SubscriptionKind.Webhook)!)));
        }

        var shown = secret ?? WebhookSecret.Generate().Reveal();
        var encrypted = secrets.Protect(id, shown);
        return writer.RunAsync(store => new SubscriptionChange(caller, id, "subscription.rotated").RunAsync(store, time.GetUtcNow(), subscription =>
        {
            if (subscription.IsDirect)
            {
                return DirectOnly;
            }

            if (subscription.Kind == SubscriptionKind.StorageQueue)
            {
                return SubscriptionResult.Conflict("A storage queue verifies no signatures, so it has no secret. Change its credential instead.");
            }

            subscription.FormerSecret = subscription.Secret;
            subscription.FormerSecretUntil = subscription.Secret is null ? null : time.GetUtcNow() + Overlap;
            subscription.Secret = encrypted;
            return SubscriptionResult.Done(subscription, shown);
        }, cancellation), cancellation);
    }

    /// <summary>Removes a subscription and its deliveries. The events stay.</summary>
    public Task<SubscriptionResult> DeleteAsync(Caller caller, Guid id, CancellationToken cancellation) => writer.RunAsync(
        store => new SubscriptionChange(caller, id, "subscription.removed").RunAsync(store, time.GetUtcNow(), subscription =>
        {
            if (subscription.IsDirect)
            {
                return DirectOnly;
            }

            store.Subscriptions.Remove(subscription);
            return SubscriptionResult.Done(subscription);
        }, cancellation),
        cancellation);

    /// <summary>Sends an event of type <see cref="TestType"/> to this subscription only, whichever types it gets.</summary>
    public Task<SubscriptionResult> TestAsync(Caller caller, Guid id, CancellationToken cancellation) => writer.RunAsync(
        store => new SubscriptionChange(caller, id, "subscription.tested").RunAsync(store, time.GetUtcNow(), subscription => subscription.DisabledAt is null
            ? SubscriptionResult.Done(outbox.RecordFor(store, subscription, new OccurredEvent(caller.WorkspaceId, TestType, $"/api/v1/subscriptions/{id}", Message()) { RequestId = caller.RequestId }))
            : SubscriptionResult.Conflict("The subscription is disabled. Enable it first."), cancellation),
        cancellation);

    // Of what an area of the Hub has set up for itself, people decide only whether it is sent.
    private static SubscriptionResult DirectOnly => SubscriptionResult.Conflict(
        "This is the webhook of a schema of tasks. Its address is in the schema's file, its secret is set by `robot hub schema secret` or on the schema's page, and it is removed with the schema.");

    private static JsonObject Message() => new() { ["message"] = "This is a test. The signature is valid if you can read this after you verified it." };

    private static string HostOf(string url) => new Uri(url).GetLeftPart(UriPartial.Authority);

    private static FieldProblem? MissingCredential(SubscriptionKind kind, SubscriptionInput input) => kind == SubscriptionKind.StorageQueue && string.IsNullOrEmpty(input.Credential)
        ? new("credential", "A storage queue needs a credential: a shared access signature in its url, or a connection string as credential.")
        : null;

    private byte[]? Protected(Guid id, string? credential) => string.IsNullOrEmpty(credential) ? null : secrets.Protect(id, credential);

    private static Task<bool> IsTakenAsync(HubStore store, Guid workspaceId, Guid id, string name, CancellationToken cancellation) =>
        store.Subscriptions.AnyAsync(other => other.WorkspaceId == workspaceId && other.Name == name && other.Id != id, cancellation);

    // Two that create the same name at the same time both see it free; the database refuses the second.
    private async Task<SubscriptionResult> UniqueAsync(string? name, Func<HubStore, Task<SubscriptionResult>> change, CancellationToken cancellation)
    {
        try
        {
            return await writer.RunAsync(change, cancellation);
        }
        catch (DbUpdateException taken) when (StoreFailures.IsTaken(taken))
        {
            return SubscriptionResult.NameTaken(name ?? "");
        }
    }
}
