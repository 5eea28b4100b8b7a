using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>Makes and finds one-time links. A new link replaces the former of the same person.</summary>
internal sealed class OneTimeLinks(HubOptions options, TimeProvider time)
{
    /// <summary>Makes a link in a change of the store.</summary>
    /// <param name="store">The store, in a transaction.</param>
    /// <param name="personId">The person whose password it sets; null for the link that makes the first account.</param>
    /// <returns>The token, which cannot be read again.</returns>
    public async Task<string> CreateAsync(HubStore store, Guid? personId)
    {
        await store.OneTimeLinks.Where(link => link.PersonId == personId).ExecuteDeleteAsync();
        var now = time.GetUtcNow();
        var token = SecretToken.Create();
        store.OneTimeLinks.Add(new OneTimeLink
        {
            Id = Guid.CreateVersion7(now),
            Digest = SecretToken.Digest(token)!,
            PersonId = personId,
            ExpiresAt = now + TimeSpan.FromHours(options.SignIn.LinkHours),
        });
        return token;
    }

    /// <summary>Finds the link of a token; null if there is none, or it is expired.</summary>
    public Task<OneTimeLink?> FindAsync(HubStore store, string token)
    {
        var (digest, now) = (SecretToken.Digest(token), time.GetUtcNow());
        return store.OneTimeLinks.SingleOrDefaultAsync(link => link.Digest == digest && link.ExpiresAt > now);
    }
}
