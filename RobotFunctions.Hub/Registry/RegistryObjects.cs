using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary>The objects of the registry: creates, changes and deletes them, each in one transaction.</summary>
internal sealed class RegistryObjects(RetryingWriter writer, RegistryChanges changes)
{
    /// <summary>An <c>If-Match</c> that any version has.</summary>
    public const string AnyVersion = "*";

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
            ? await writer.RunAsync(store => changes.CreateAsync(store, caller, kind, fields!, cancellation), cancellation)
            : RegistryResult.Invalid(problem);
    }

    /// <summary>Changes an object of the caller's workspace.</summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="id">The object.</param>
    /// <param name="sent">The fields that change. Null gives a field its default; what is absent stays.</param>
    /// <param name="ifMatch">The caller's <c>If-Match</c>; null for any version.</param>
    /// <param name="cancellation">Cancels before it is stored.</param>
    public Task<RegistryResult> ChangeAsync(Caller caller, RegistryKind kind, Guid id, JsonObject sent, string? ifMatch, CancellationToken cancellation) => writer.RunAsync(
        store => WithAsync(store, caller, kind, id, ifMatch, item =>
        {
            var members = RegistryDocument.FieldsOf(item);
            JsonBody.Merge(members, sent);
            var (fields, problem) = kind.Read(members);
            return problem is null ? changes.ChangeAsync(store, caller, item, fields!, cancellation) : Task.FromResult(RegistryResult.Invalid(problem));
        }, cancellation),
        cancellation);

    /// <summary>Changes an object of the caller's workspace that was read as one of its versions. What others changed since stays; where they changed a field that is sent, nothing changes: 412.</summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="id">The object.</param>
    /// <param name="sent">The fields that change. Null gives a field its default.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="cancellation">Cancels before it is stored.</param>
    public Task<RegistryResult> MergeAsync(Caller caller, RegistryKind kind, Guid id, JsonObject sent, int version, CancellationToken cancellation) => writer.RunAsync(
        store => WithAsync(store, caller, kind, id, AnyVersion, async item =>
        {
            var (before, now) = (await RegistryHistory.FieldsOfAsync(store, item, version, cancellation), RegistryDocument.FieldsOf(item));
            var members = RegistryDocument.FieldsOf(item);
            JsonBody.Merge(members, sent);
            var (fields, problem) = kind.Read(members);
            if (problem is not null)
            {
                return RegistryResult.Invalid(problem);
            }

            var after = kind.Write(fields!);
            var isConflict = before is null || sent.Any(field => !JsonNode.DeepEquals(before[field.Key], now[field.Key]) && !JsonNode.DeepEquals(after[field.Key], now[field.Key]));
            return isConflict ? RegistryResult.Refused(ETags.Stale) : await changes.ChangeAsync(store, caller, item, fields!, cancellation);
        }, cancellation),
        cancellation);

    /// <summary>Deletes an object of the caller's workspace, with <paramref name="cascade"/> also what belongs to it. Otherwise an object with children stays.</summary>
    public Task<RegistryResult> DeleteAsync(Caller caller, RegistryKind kind, Guid id, bool cascade, string? ifMatch, CancellationToken cancellation) => writer.RunAsync(
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

    /// <summary>Disables a robot of the caller's workspace, or enables it again.</summary>
    /// <param name="caller">Who does it.</param>
    /// <param name="id">The robot.</param>
    /// <param name="reason">Why it is disabled; null to enable it.</param>
    /// <param name="ifMatch">The caller's <c>If-Match</c>; null for any version.</param>
    /// <param name="cancellation">Cancels before it is stored.</param>
    public Task<RegistryResult> SwitchAsync(Caller caller, Guid id, string? reason, string? ifMatch, CancellationToken cancellation) => writer.RunAsync(
        store => WithAsync(store, caller, RegistryKind.Robot, id, ifMatch, async robot =>
        {
            await changes.SwitchAsync(store, caller, robot, reason, cancellation);
            return RegistryResult.Done(robot);
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
}
