using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.People;

/// <summary>Sets up and takes away the second factor of a person, of their own account only.</summary>
internal sealed class SecondFactors(PeopleWriter writer, Sessions sessions, SignIns signIns, HubOptions options)
{
    /// <summary>Whose second factor a request is about: who is signed in, or who must set one up before they are; null for nobody.</summary>
    public async Task<Person?> FindAsync(HttpContext context) =>
        (await sessions.FindAsync(context, SessionState.Complete) ?? await sessions.FindAsync(context, SessionState.Enrolment)) is var (_, person) ? person : null;

    /// <summary>The key to enter into the authenticator app. The second factor is not on before a code of the app has shown that it was.</summary>
    public Task<string> PrepareAsync(Guid id) => writer.RunAsync(async (store, users) =>
    {
        var person = (await store.LockAsync(person => person.Id == id))!;
        if (await users.GetAuthenticatorKeyAsync(person) is { } known)
        {
            return known;
        }

        // Identity changes the security stamp with the key, which would end the session.
        var stamp = person.SecurityStamp;
        await users.ResetAuthenticatorKeyAsync(person);
        person.SecurityStamp = stamp;
        return (await users.GetAuthenticatorKeyAsync(person))!;
    });

    /// <summary>Switches the second factor on, and signs in anew; other browsers are signed out.</summary>
    /// <returns>The recovery codes, which are not shown again; or why it was not switched on.</returns>
    public async Task<(IReadOnlyList<string>? Codes, Problem? Problem)> EnableAsync(HttpContext context, Guid id, string? code) => await writer.RunAsync<(IReadOnlyList<string>?, Problem?)>(async (store, users) =>
    {
        var person = (await store.LockAsync(person => person.Id == id))!;
        if (person is { TwoFactorEnabled: true } or { PasswordHash: null } || code is not { Length: > 0 and <= 50 } || !await SecondFactor.VerifyAsync(users, person, code))
        {
            return (null, Problem.Invalid("The code is wrong. Enter the six digits that the app shows now, and check that the clock of the phone is right."));
        }

        var codes = (await users.GenerateNewTwoFactorRecoveryCodesAsync(person, SecondFactor.RecoveryCodes))!.ToList();
        person.TwoFactorEnabled = true;
        await signIns.RestartAsync(store, person, "person.second-factor-added", context);
        return (codes, null);
    });

    /// <summary>Takes the second factor away, against the password.</summary>
    /// <returns>Null if it was done; otherwise why not.</returns>
    public async Task<Problem?> DisableAsync(HttpContext context, Guid id, string password)
    {
        if (options.SignIn.RequireSecondFactor)
        {
            return Problem.Conflict("This Hub requires a second factor. An administrator can reset yours if you lost it.");
        }

        if (!await signIns.IsPasswordAsync(context, id, password))
        {
            return Problem.Invalid("The password is wrong.");
        }

        await writer.RunAsync(async (store, _) =>
        {
            var person = (await store.LockAsync(person => person.Id == id))!;
            SecondFactor.Remove(person);
            await signIns.RestartAsync(store, person, "person.second-factor-removed", context);
            return true;
        });
        return null;
    }
}
