using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>ASP.NET Core Identity's store over the Hub's. It keeps the secrets of second factors encrypted, which Identity does not.</summary>
internal sealed class PersonStore(HubStore store, IDataProtectionProvider protection, TimeProvider time)
    : UserOnlyStore<Person, HubStore, Guid, IdentityUserClaim<Guid>, PersonIdentity, IdentityUserToken<Guid>, Passkey>(store)
{
    private const string Separator = " ";

    /// <inheritdoc/>
    public override Task SetAuthenticatorKeyAsync(Person user, string key, CancellationToken cancellationToken)
    {
        user.AuthenticatorKey = Protect(user, key);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<string?> GetAuthenticatorKeyAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(Unprotect(user, user.AuthenticatorKey));

    /// <inheritdoc/>
    public override Task ReplaceCodesAsync(Person user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        user.RecoveryCodes = Protect(user, string.Join(Separator, recoveryCodes));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task<bool> RedeemCodeAsync(Person user, string code, CancellationToken cancellationToken)
    {
        var codes = Codes(user);
        if (!codes.Any(stored => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(stored), Encoding.UTF8.GetBytes(code))))
        {
            return false;
        }

        await ReplaceCodesAsync(user, codes.Where(stored => stored != code), cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public override Task<int> CountCodesAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(Codes(user).Length);

    /// <inheritdoc/>
    protected override Passkey CreateUserPasskey(Person user, UserPasskeyInfo passkey)
    {
        var created = base.CreateUserPasskey(user, passkey);
        created.Id = Guid.CreateVersion7(time.GetUtcNow());
        return created;
    }

    private string[] Codes(Person user) => Unprotect(user, user.RecoveryCodes)?.Split(Separator, StringSplitOptions.RemoveEmptyEntries) ?? [];

    private byte[] Protect(Person user, string text) => ProtectorOf(user).Protect(Encoding.UTF8.GetBytes(text));

    private string? Unprotect(Person user, byte[]? sealedText) => sealedText is null ? null : Encoding.UTF8.GetString(ProtectorOf(user).Unprotect(sealedText));

    private IDataProtector ProtectorOf(Person user) => protection.CreateProtector("RobotFunctions.Hub.SecondFactor", user.Id.ToString());
}
