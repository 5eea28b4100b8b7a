using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using RobotFunctions.Hub.Assistance.Tables;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>
/// Encrypts the secrets of channels at rest. What was encrypted for one channel cannot be decrypted for another, so that nobody who may write to the store can have
/// a secret sent elsewhere. Never call it in a transaction: the first use writes a key to the store.
/// </summary>
internal sealed class ChannelSecrets(IDataProtectionProvider protection)
{
    /// <summary>Encrypts.</summary>
    public byte[] Protect(Guid channelId, string secret) => Protector(channelId).Protect(Encoding.UTF8.GetBytes(secret));

    /// <summary>A channel with its secret decrypted, for one attempt.</summary>
    /// <exception cref="CryptographicException">The key is not in the store, or is encrypted with another certificate.</exception>
    public OpenChannel Open(Channel channel) => new()
    {
        Id = channel.Id,
        WorkspaceId = channel.WorkspaceId,
        Kind = channel.Kind,
        Settings = ChannelSettings.Of(channel),
        Secret = channel.Secret is { } secret ? Encoding.UTF8.GetString(Protector(channel.Id).Unprotect(secret)) : "",
    };

    private IDataProtector Protector(Guid channelId) => protection.CreateProtector("RobotFunctions.Hub.Channel", channelId.ToString());
}
