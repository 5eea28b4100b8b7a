using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using RobotFunctions.Core.Webhooks;

namespace RobotFunctions.Hub.Delivery;

/// <summary>
/// Encrypts the secrets of subscriptions at rest. What was encrypted for one subscription cannot be decrypted for another, so that nobody who may write
/// to the store can have a secret sent elsewhere. Never call it in a transaction: the first use writes a key to the store.
/// </summary>
internal sealed class SubscriptionSecrets(IDataProtectionProvider protection)
{
    /// <summary>Encrypts.</summary>
    public byte[] Protect(Guid subscriptionId, string secret) => Protector(subscriptionId).Protect(Encoding.UTF8.GetBytes(secret));

    /// <summary>Decrypts what <see cref="Protect"/> encrypted.</summary>
    /// <exception cref="CryptographicException">The key is not in the store, or is encrypted with another certificate.</exception>
    public string Reveal(Guid subscriptionId, byte[] secret) => Reveal(Protector(subscriptionId), secret);

    /// <summary>Decrypts all that an attempt at <paramref name="now"/> needs.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="now">The time.</param>
    /// <param name="url">Where it is sent instead of the subscription's URL.</param>
    /// <exception cref="CryptographicException">The key is not in the store, or is encrypted with another certificate.</exception>
    public Destination Open(Subscription subscription, DateTimeOffset now, string? url = null)
    {
        var protector = Protector(subscription.Id);
        byte[]?[] signing = [subscription.Secret, subscription.FormerSecretUntil > now ? subscription.FormerSecret : null];
        return new Destination
        {
            Kind = subscription.Kind,
            Url = new Uri(url ?? subscription.Url),
            Secrets = [.. signing.OfType<byte[]>().Select(secret => WebhookSecret.Parse(Reveal(protector, secret)))],
            Credential = subscription.Credential is { } credential ? Reveal(protector, credential) : null,
        };
    }

    private static string Reveal(IDataProtector protector, byte[] secret) => Encoding.UTF8.GetString(protector.Unprotect(secret));

    private IDataProtector Protector(Guid subscriptionId) => protection.CreateProtector("RobotFunctions.Hub.Subscription", subscriptionId.ToString());
}
