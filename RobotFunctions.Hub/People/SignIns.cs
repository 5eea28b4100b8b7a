using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>Signs people in with a password and a second factor, and out.</summary>
internal sealed class SignIns(
    IDbContextFactory<HubStore> stores, PeopleWriter writer, Sessions sessions, IPasswordHasher<Person> hasher, HubOptions options, TimeProvider time)
{
    // Verified where there is no person or no password, so that the time of the answer does not tell.
    private readonly string _nobodysHash = hasher.HashPassword(null!, SecretToken.Create());

    /// <summary>Verifies a name and a password.</summary>
    public async Task<SignInResult> WithPasswordAsync(HttpContext context, string? name, string? password)
    {
        var counted = name is { Length: > 0 and <= PersonNames.MaxLength } && options.SignIn.LocalAccounts ? await CountAsync(name, context.RequestAborted) : null;
        var hash = counted?.Person.PasswordHash;
        var verified = hasher.VerifyHashedPassword(counted?.Person!, hash ?? _nobodysHash, password is { Length: <= Passwords.MaxLength } ? password : "");
        if (counted is not { MayTry: true, Person: { DisabledAt: null, PasswordHash: not null } found } || verified == PasswordVerificationResult.Failed)
        {
            await RecordLockAsync(counted, context);
            return SignInResult.Wrong;
        }

        var rehashed = verified == PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(found, password!) : null;
        return await CompleteAsync(context, found.Id, person =>
        {
            if (person.PasswordHash != hash || person.DisabledAt is not null)
            {
                return Task.FromResult<SessionState?>(null);
            }

            person.PasswordHash = rehashed ?? person.PasswordHash;
            return Task.FromResult<SessionState?>(person.TwoFactorEnabled ? SessionState.SecondFactor : options.SignIn.RequireSecondFactor ? SessionState.Enrolment : SessionState.Complete);
        });
    }

    /// <summary>Verifies the password of who is signed in, as carefully as at the sign-in.</summary>
    public async Task<bool> IsPasswordAsync(HttpContext context, Guid id, string password)
    {
        var counted = await writer.RunAsync(async (store, _) =>
        {
            var person = (await store.LockAsync(person => person.Id == id))!;
            return (Person: person, MayTry: Lockout.TryCount(person, time.GetUtcNow()));
        });
        var verified = hasher.VerifyHashedPassword(counted.Person, counted.Person.PasswordHash ?? _nobodysHash, password);
        if (!counted.MayTry || counted.Person.PasswordHash is null || verified == PasswordVerificationResult.Failed)
        {
            await RecordLockAsync(counted, context);
            return false;
        }

        return await writer.RunAsync(async (store, _) =>
        {
            Lockout.Clear(await store.People.SingleAsync(person => person.Id == id));
            return true;
        });
    }

    /// <summary>Verifies the second factor of a sign-in whose password was right.</summary>
    public async Task<SignInResult> WithCodeAsync(HttpContext context, string? code)
    {
        if (await sessions.FindAsync(context, SessionState.SecondFactor) is not var (_, found))
        {
            return SignInResult.Wrong;
        }

        var (counted, right) = await writer.RunAsync(async (store, users) =>
        {
            var person = (await store.LockAsync(person => person.Id == found.Id))!;
            var mayTry = Lockout.TryCount(person, time.GetUtcNow());
            return ((person, mayTry), mayTry && code is { Length: > 0 and <= 50 } && await SecondFactor.VerifyAsync(users, person, code));
        });
        if (right)
        {
            return await CompleteAsync(context, found.Id, static _ => Task.FromResult<SessionState?>(SessionState.Complete));
        }

        await RecordLockAsync(counted, context);
        return new SignInResult(null, new Problem(StatusCodes.Status422UnprocessableEntity, $"The code is wrong, or was used already. Enter the next code of your authenticator app, or one of your recovery codes. After {Lockout.MaxFailures} wrong ones in a row the name is locked for {Lockout.Duration.TotalMinutes} minutes."));
    }

    /// <summary>Starts the session of a person who has shown who they are.</summary>
    /// <param name="store">The store, in a transaction.</param>
    /// <param name="person">The person.</param>
    /// <param name="state">How far the sign-in is.</param>
    /// <param name="context">The request, whose answer gets the cookie.</param>
    public async Task StartAsync(HubStore store, Person person, SessionState state, HttpContext context)
    {
        var (session, token) = await sessions.StartAsync(store, person, state, context);
        PersonCookie.Write(context, token, session.ExpiresAt);
        if (state == SessionState.Complete)
        {
            person.LastSignInAt = time.GetUtcNow();
            await PersonAudit.AddAsync(store, person, "person.signed-in", PersonAudit.By(person, context), time.GetUtcNow());
        }
    }

    /// <summary>Ends all sessions of a person whose means to sign in have changed, and starts a new one for the browser that changed them.</summary>
    /// <param name="store">The store, in a transaction.</param>
    /// <param name="person">The person.</param>
    /// <param name="action">What was changed, for the audit.</param>
    /// <param name="context">The request, whose answer gets the cookie.</param>
    public async Task RestartAsync(HubStore store, Person person, string action, HttpContext context)
    {
        person.SecurityStamp = SecretToken.Create();
        await store.Sessions.Where(session => session.PersonId == person.Id).ExecuteDeleteAsync();
        await PersonAudit.AddAsync(store, person, action, PersonAudit.By(person, context), time.GetUtcNow());
        await StartAsync(store, person, SessionState.Complete, context);
    }

    /// <summary>Signs the person of a request out.</summary>
    /// <returns>Whether the person comes from the OpenID Connect provider, where they may be signed in still.</returns>
    public async Task<bool> SignOutAsync(HttpContext context, SignedIn signedIn)
    {
        var fromProvider = await writer.RunAsync(async (store, _) =>
        {
            await Sessions.EndAsync(store, context);
            var person = await store.People.SingleAsync(person => person.Id == signedIn.PersonId);
            await PersonAudit.AddAsync(store, person, "person.signed-out", PersonAudit.By(person, context), time.GetUtcNow());
            return await store.PersonIdentities.AnyAsync(identity => identity.UserId == person.Id);
        });
        PersonCookie.Delete(context);
        return fromProvider;
    }

    private async Task<(Person Person, bool MayTry)?> CountAsync(string name, CancellationToken cancellation)
    {
        var key = NameKey.Of(name);
        await using (var reading = await stores.CreateDbContextAsync(cancellation))
        {
            if (!await reading.People.AnyAsync(person => person.NormalizedUserName == key, cancellation))
            {
                return null;
            }
        }

        return await writer.RunAsync<(Person, bool)?>(async (store, _) =>
            await store.LockAsync(person => person.NormalizedUserName == key) is { } person ? (person, Lockout.TryCount(person, time.GetUtcNow())) : null);
    }

    private async Task RecordLockAsync((Person Person, bool MayTry)? counted, HttpContext context)
    {
        if (counted is { MayTry: true, Person: { LockoutEnd: not null } person })
        {
            await writer.RunAsync(async (store, _) =>
            {
                await PersonAudit.AddAsync(store, person, "person.locked", PersonAudit.By(person, context), time.GetUtcNow());
                return true;
            });
        }
    }

    private Task<SignInResult> CompleteAsync(HttpContext context, Guid id, Func<Person, Task<SessionState?>> decide) => writer.RunAsync(async (store, _) =>
    {
        if (await store.LockAsync(person => person.Id == id) is not { } person || await decide(person) is not { } state)
        {
            return SignInResult.Wrong;
        }

        if (state == SessionState.SecondFactor)
        {
            Lockout.TakeBack(person);
        }
        else
        {
            Lockout.Clear(person);
        }

        await StartAsync(store, person, state, context);
        return new SignInResult(state, null);
    });
}
