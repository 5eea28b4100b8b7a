using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary>The objects of the registry: creates, changes and deletes them, each in one transaction.</summary>
internal sealed class RegistryObjects(StoreWriter writer, RegistryChanges changes)
{
    // Each lost race is with another change that was made, so that all of some changes at the same time come to an end.
    private const int MaxRaces = 20;

    /// <summary>Creates an object in the caller's workspace.</summary>
    /// <param name="caller">Who creates it.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="body">Its fields; null is the same as absent.</param>
    /// <param name="cancellation">Cancels before it is stored.</param>
    public async Task<RegistryResult> CreateAsync(Caller caller, RegistryKind kind, JsonObject body, CancellationToken cancellation)
    {
        var members = new JsonObject();
        JsonBody.Merge(members, body);
        var (fields, problem) = kind.Read(members);
        problem ??= fields!.Columns.Status is { } status ? kind.Transitions?.Check(from: null, status) : null;
        return problem is null
            ? await RunAsync(store => changes.CreateAsync(store, caller, kind, fields!, cancellation), cancellation)
            : RegistryResult.Invalid(problem);
    }

    /// <summary>Changes an object of the caller's workspace.</summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="id">The object.</param>
    /// <param name="sent">The fields that change. Null gives a field its default; what is absent stays.</param>
    /// <param name="ifMatch">The caller's <c>If-Match</c>; null for any version.</param>
    /// <param name="cancellation">Cancels before it is stored.</param>
    public Task<RegistryResult> ChangeAsync(Caller caller, RegistryKind kind, Guid id, JsonObject sent, string? ifMatch, CancellationToken cancellation) => RunAsync(
        store => WithAsync(store, caller, kind, id, ifMatch, item =>
        {
            var members = RegistryDocument.FieldsOf(item);
            JsonBody.Merge(members, sent);
            var (fields, problem) = kind.Read(members);
            return problem is null ? changes.ChangeAsync(store, caller, item, fields!, cancellation) : Task.FromResult(RegistryResult.Invalid(problem));
        }, cancellation),
        cancellation);

    /// <summary>Deletes an object of the caller's workspace, with <paramref name="cascade"/> also what belongs to it. Otherwise an object with children stays.</summary>
    public Task<RegistryResult> DeleteAsync(Caller caller, RegistryKind kind, Guid id, bool cascade, string? ifMatch, CancellationToken cancellation) => RunAsync(
        store => WithAsync(store, caller, kind, id, ifMatch, async item =>
        {
            var (items, problem) = await RegistryDeletion.FindAsync(store, item, cascade, cancellation);
            if (problem is not null)
            {
                return RegistryResult.Refused(problem);
            }

            await changes.DeleteAsync(store, caller, items, cancellation);
            return RegistryResult.Done(item);
        }, cancellation),
        cancellation);

    private static async Task<RegistryResult> WithAsync(
        HubStore store, Caller caller, RegistryKind kind, Guid id, string? ifMatch, Func<RegistryItem, Task<RegistryResult>> change, CancellationToken cancellation)
    {
        if (await store.FindRegistryItemAsync(caller.WorkspaceId, kind, id, cancellation) is not { } item)
        {
            return RegistryResult.Refused(Problem.NotFound(kind.Title));
        }

        var required = ifMatch is null
            && await store.Workspaces.Where(workspace => workspace.Id == caller.WorkspaceId).Select(static workspace => workspace.RequireIfMatch).SingleAsync(cancellation);
        return ETags.Check(ifMatch, item.Tag, required) is { } problem ? RegistryResult.Refused(problem) : await change(item);
    }

    // Who loses a race against another change starts again, and sees what the other one did: a new version, a name that is taken, a parent that is gone.
    private async Task<RegistryResult> RunAsync(Func<HubStore, Task<RegistryResult>> change, CancellationToken cancellation)
    {
        for (var race = 1; ; race++)
        {
            try
            {
                return await writer.RunAsync(change, cancellation);
            }
            catch (DbUpdateException lost) when (race < MaxRaces && (lost is DbUpdateConcurrencyException || lost.InnerException is PostgresException
            {
                SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation,
            }))
            {
            }
        }
    }
}
