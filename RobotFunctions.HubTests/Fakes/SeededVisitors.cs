using System.Net;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.People;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>Visitors whose person and session are written to the store, without the sign-in, which has tests of its own.</summary>
internal static class SeededVisitors
{
    /// <summary>The field with the token of a form.</summary>
    public const string TokenName = "__RequestVerificationToken";

    extension(Visitor)
    {
        /// <summary>A browser in which a member of a workspace is signed in.</summary>
        /// <param name="hub">The Hub.</param>
        /// <param name="role">The role.</param>
        /// <param name="name">The name; no rule of names applies.</param>
        /// <param name="workspace">The workspace; null for the default one.</param>
        /// <param name="administrator">Whether the person administers the instance.</param>
        public static async Task<Visitor> SeedAsync(HubApp hub, Role role = Role.Admin, string name = "ada", Guid? workspace = null, bool administrator = false)
        {
            var person = await hub.SeedPersonAsync(name, role, workspace, administrator);
            var token = SecretToken.Create();
            var now = TimeProvider.System.GetUtcNow();
            await hub.WriteAsync(store =>
            {
                store.Sessions.Add(new Session
                {
                    Id = Guid.NewGuid(),
                    PersonId = person,
                    Digest = SecretToken.Digest(token)!,
                    SecurityStamp = "stamp",
                    State = SessionState.Complete,
                    CreatedAt = now,
                    LastUsedAt = now,
                    ExpiresAt = now.AddYears(10),
                });
                return Task.CompletedTask;
            });
            var visitor = new Visitor(hub);
            visitor.Cookies.Add(hub.Client.BaseAddress!, new Cookie("robot-hub", token));
            return visitor;
        }
    }

    /// <summary>Adds a member of a workspace.</summary>
    /// <returns>The person's id.</returns>
    public static async Task<Guid> SeedPersonAsync(this HubApp hub, string name, Role role, Guid? workspace = null, bool administrator = false)
    {
        var id = Guid.NewGuid();
        var now = TimeProvider.System.GetUtcNow();
        await hub.WriteAsync(store =>
        {
            store.People.Add(new Person { Id = id, UserName = name, NormalizedUserName = $"{name}-{id}", SecurityStamp = "stamp", PasswordHash = "fits no password", IsAdministrator = administrator, CreatedAt = now });
            store.Memberships.Add(new Membership { WorkspaceId = workspace ?? Workspace.DefaultId, PersonId = id, Role = role, CreatedAt = now, FromGroups = false });
            return Task.CompletedTask;
        });
        return id;
    }

    /// <summary>Gets a page that must be there.</summary>
    public static async Task<string> ReadAsync(this Visitor visitor, string path, params IEnumerable<(string Name, string Value)> headers)
    {
        using var answer = await visitor.GetAsync(path, headers);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} was answered with {answer.StatusCode}.");
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a form of the default workspace, with a token that another of its pages gave.</summary>
    public static Task<HttpResponseMessage> SendFormAsync(this Visitor visitor, string path, params IEnumerable<(string Name, string Value)> fields) =>
        visitor.SubmitAsync("/w/default/keys/new", path, fields);
}
