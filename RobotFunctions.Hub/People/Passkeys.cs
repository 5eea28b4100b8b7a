using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.People;

/// <summary>The passkeys of a person, of their own account only.</summary>
internal sealed class Passkeys(
    IDbContextFactory<HubStore> stores, PeopleWriter writer, SignIns signIns, PasskeyStates states, IOptions<IdentityPasskeyOptions> passkeyOptions, TimeProvider time)
{
    public const int MaxName = 100;

    private const int MaxCount = 20;

    /// <summary>Reads the passkeys of a person, the newest first.</summary>
    public async Task<IReadOnlyList<PasskeyView>> ListAsync(Guid personId, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        var passkeys = await store.Passkeys.AsNoTracking().Where(passkey => passkey.UserId == personId).OrderByDescending(static passkey => passkey.Id).ToListAsync(cancellation);
        return passkeys.ConvertAll(static passkey => new PasskeyView(passkey.Id, passkey.Data.Name ?? "", passkey.Data.CreatedAt, passkey.LastUsedAt));
    }

    /// <summary>Makes the challenge for a new passkey, against the password: whoever finds an open browser must not add a way to come back.</summary>
    /// <returns>The options for the browser, as JSON; or why there are none.</returns>
    public async Task<(string? Options, Problem? Problem)> PrepareAsync(HttpContext context, SignedIn signedIn, string password)
    {
        if (!await signIns.IsPasswordAsync(context, signedIn.PersonId, password))
        {
            return (null, Problem.Invalid("The password is wrong."));
        }

        return await writer.RunAsync<(string?, Problem?)>(async (store, users) =>
        {
            if (await store.Passkeys.CountAsync(passkey => passkey.UserId == signedIn.PersonId) >= MaxCount)
            {
                return (null, Problem.Conflict($"You have {MaxCount} passkeys already. Remove one first."));
            }

            var entity = new PasskeyUserEntity { Id = signedIn.PersonId.ToString(), Name = signedIn.Name, DisplayName = signedIn.Name };
            var made = await new PasskeyHandler<Person>(users, passkeyOptions).MakeCreationOptionsAsync(entity, context);
            states.Keep(context, PurposeOf(signedIn), made.AttestationState!);
            return (made.CreationOptionsJson, null);
        });
    }

    /// <summary>Adds the passkey that a browser made for the challenge.</summary>
    /// <param name="context">The request.</param>
    /// <param name="signedIn">Whose it is.</param>
    /// <param name="name">What the person calls it.</param>
    /// <param name="credential">The answer of the browser, as JSON.</param>
    /// <returns>Null if it was added; otherwise why not.</returns>
    public async Task<Problem?> AddAsync(HttpContext context, SignedIn signedIn, string name, string credential)
    {
        if (NameProblem(name) is { } problem)
        {
            return problem;
        }

        if (states.Take(context, PurposeOf(signedIn)) is not { } kept)
        {
            return Unanswered;
        }

        return await writer.RunAsync(async (store, users) =>
        {
            var person = (await store.LockAsync(person => person.Id == signedIn.PersonId))!;
            var attestation = new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = kept.State };
            var result = await new PasskeyHandler<Person>(users, passkeyOptions).PerformAttestationAsync(attestation);
            if (!result.Succeeded || result.UserEntity.Id != person.Id.ToString())
            {
                return Unanswered;
            }

            result.Passkey.Name = name;
            PersonDirectory.Created(await users.AddOrUpdatePasskeyAsync(person, result.Passkey));
            await RecordAsync(store, person, "person.passkey-added", context);
            return null;
        });
    }

    /// <summary>Renames a passkey.</summary>
    /// <returns>Null if it was renamed; otherwise why not.</returns>
    public async Task<Problem?> RenameAsync(SignedIn signedIn, Guid id, string name) => NameProblem(name) ?? await writer.RunAsync(async (store, _) =>
    {
        if (await FindAsync(store, signedIn, id) is not { } passkey)
        {
            return Missing;
        }

        passkey.Data.Name = name;
        return null;
    });

    /// <summary>Removes a passkey. Other browsers are signed out: the device may be in the hands of somebody else.</summary>
    /// <returns>Null if it was removed; otherwise why not.</returns>
    public Task<Problem?> RemoveAsync(HttpContext context, SignedIn signedIn, Guid id) => writer.RunAsync(async (store, _) =>
    {
        var person = (await store.LockAsync(person => person.Id == signedIn.PersonId))!;
        if (await FindAsync(store, signedIn, id) is not { } passkey)
        {
            return Missing;
        }

        store.Passkeys.Remove(passkey);
        await signIns.RestartAsync(store, person, "person.passkey-removed", context);
        return null;
    });

    private static Problem Unanswered => Problem.Invalid("The passkey was not added: the browser's answer does not fit, or came after more than five minutes. Try again.");

    private static Problem Missing => new(StatusCodes.Status404NotFound, "You have no such passkey any more.");

    private static string PurposeOf(SignedIn signedIn) => $"account {signedIn.SessionId}";

    private static Problem? NameProblem(string name) => name is { Length: > 0 and <= MaxName } ? null : Problem.Invalid($"The name of a passkey has 1 to {MaxName} characters.");

    private static Task<Passkey?> FindAsync(HubStore store, SignedIn signedIn, Guid id) => store.Passkeys.SingleOrDefaultAsync(passkey => passkey.Id == id && passkey.UserId == signedIn.PersonId);

    private Task RecordAsync(HubStore store, Person person, string action, HttpContext context) => PersonAudit.AddAsync(store, person, action, PersonAudit.By(person, context), time.GetUtcNow());
}

/// <summary>A passkey as its person sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="LastUsedAt">When it was used last; null for never.</param>
public sealed record PasskeyView(Guid Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);
