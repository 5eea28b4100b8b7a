using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.People;

/// <summary>
/// Signs people in with a passkey, without a name: the browser offers those that it has for this Hub. The device asks for a fingerprint, a face or a PIN, so
/// that a passkey is two factors.
/// </summary>
internal sealed class PasskeySignIn(PeopleWriter writer, SignIns signIns, PasskeyStates states, IOptions<IdentityPasskeyOptions> passkeyOptions, HubOptions options, TimeProvider time)
{
    private const string Purpose = "sign-in";

    private static readonly SignInResult Refused = new(null, Problem.Invalid(
        "The passkey was not accepted: the Hub does not know it any more, the account is disabled, or the answer came after more than five minutes. Try again, or sign in with the password."));

    /// <summary>Whether people can have passkeys under the address of a request. Browsers bind them to a name, and take no IP address.</summary>
    public bool IsOffered(HttpContext context) => options.SignIn.LocalAccounts && !IPAddress.TryParse(context.Request.Host.Host, out _);

    /// <summary>Makes a challenge.</summary>
    /// <returns>The options for the browser, as JSON.</returns>
    public async Task<string> PrepareAsync(HttpContext context)
    {
        var made = await writer.RunAsync((_, users) => new PasskeyHandler<Person>(users, passkeyOptions).MakeRequestOptionsAsync(user: null, context));
        states.Keep(context, Purpose, made.AssertionState!);
        return made.RequestOptionsJson;
    }

    /// <summary>Verifies the answer to the challenge, and signs in.</summary>
    /// <param name="context">The request.</param>
    /// <param name="credential">The answer of the browser, as JSON.</param>
    public async Task<SignInResult> CompleteAsync(HttpContext context, string credential)
    {
        if (states.Take(context, Purpose) is not { } kept)
        {
            return Refused;
        }

        return await writer.RunAsync(async (store, users) =>
        {
            var assertion = new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = kept.State };
            var result = await new PasskeyHandler<Person>(users, passkeyOptions).PerformAssertionAsync(assertion);
            if (!result.Succeeded)
            {
                return Refused;
            }

            // The handler has read without a lock.
            store.ChangeTracker.Clear();
            var (id, credentialId) = (result.User.Id, result.Passkey.CredentialId);
            if (await store.LockAsync(person => person.Id == id) is not { DisabledAt: null, PasswordHash: not null } person
                || await store.Passkeys.SingleOrDefaultAsync(passkey => passkey.CredentialId == credentialId) is not { } passkey
                || passkey.LastUsedAt >= kept.At)
            {
                return Refused;
            }

            passkey.LastUsedAt = time.GetUtcNow();
            (passkey.Data.SignCount, passkey.Data.IsBackedUp, passkey.Data.IsUserVerified) = (result.Passkey.SignCount, result.Passkey.IsBackedUp, result.Passkey.IsUserVerified);
            await signIns.StartAsync(store, person, SessionState.Complete, context);
            return new SignInResult(SessionState.Complete, null);
        });
    }
}
