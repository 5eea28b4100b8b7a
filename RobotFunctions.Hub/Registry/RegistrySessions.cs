using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary>Shared sessions: a robot that is created without a level gets one in a temporary workspace, which others may see and change by a token.</summary>
internal sealed class RegistrySessions(RetryingWriter writer, RegistryChanges changes, TimeProvider time)
{
    /// <summary>How long a session lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Creates a robot without a level: on that of the caller's session, or in a new session.</summary>
    /// <param name="caller">Who creates it.</param>
    /// <param name="body">Its fields.</param>
    /// <param name="cancellation">Cancels before it is stored.</param>
    /// <returns>What came of it, and the token of a new session, which cannot be read again.</returns>
    public async Task<(RegistryResult Result, string? Token)> CreateRobotAsync(Caller caller, JsonObject body, CancellationToken cancellation)
    {
        var members = new JsonObject();
        JsonBody.Merge(members, body);
        var (fields, problem) = RegistryKind.Robot.Read(members);
        if (problem is not null)
        {
            return (RegistryResult.Invalid(problem), null);
        }

        return await writer.RunAsync<(RegistryResult, string?)>(
            async store =>
            {
                var robot = (RobotFields)fields!;
                var joined = await store.SharedSessions.AsNoTracking().SingleOrDefaultAsync(session => session.WorkspaceId == caller.WorkspaceId, cancellation);
                if (joined is not null)
                {
                    return (await changes.CreateAsync(store, caller, RegistryKind.Robot, robot with { LevelId = joined.LevelId }, cancellation), null);
                }

                var token = SecretToken.Create();
                var session = await OpenAsync(store, caller, token, cancellation);
                var owner = caller with { WorkspaceId = session.WorkspaceId };
                return (await changes.CreateAsync(store, owner, RegistryKind.Robot, robot with { LevelId = session.LevelId }, cancellation), token);
            },
            cancellation);
    }

    private async Task<SharedSession> OpenAsync(HubStore store, Caller caller, string token, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var workspace = new Workspace { Id = id, Name = $"shared-{id}", CreatedAt = now };
        store.Workspaces.Add(workspace);
        await store.SaveChangesAsync(cancellation);

        var owner = caller with { WorkspaceId = id };
        var project = await changes.CreateAsync(store, owner, RegistryKind.Project, new ProjectFields { Name = $"Shared session {id.ToString()[^8..]}" }, cancellation);
        await store.SaveChangesAsync(cancellation);
        var fields = new LevelFields { Name = "Level 1", ProjectId = project.Item!.Id, Status = LevelStatus.Temporary };
        var level = await changes.CreateAsync(store, owner, RegistryKind.Level, fields, cancellation, expiresAt: now + Lifetime);
        var session = new SharedSession { Id = id, WorkspaceId = id, LevelId = level.Item!.Id, TokenDigest = SecretToken.Digest(token)!, ExpiresAt = now + Lifetime };
        store.SharedSessions.Add(session);
        store.Audit.Add(AuditEntry.Of(caller, "shared-session.created", $"{id}", now));
        await store.SaveChangesAsync(cancellation);
        return session;
    }
}
