using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub key</c>: the API keys of a store, also while a Hub runs on it.</summary>
internal static class KeyCommand
{
    public static Command Create(HubCommandContext context) => new("key", "Creates, lists and revokes API keys.")
    {
        context.Workspace,
        CreateKey(context),
        ListKeys(context),
        RevokeKey(context),
    };

    private static Command CreateKey(HubCommandContext context)
    {
        var name = new Option<string>("--name") { Description = "What you call the key: who uses it.", Required = true };
        var scopes = new Option<string[]>("--scope") { Description = $"What it may do; more than once if needed. One of: {string.Join(", ", Scopes.All)}.", Required = true };
        var expires = new Option<string?>("--expires") { Description = "After which time it stops working, in days or hours: 90d or 12h. Default: never." };
        var command = new Command("create", "Creates an API key and shows it. It cannot be shown again.") { name, scopes, expires };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            if (!Lifetime.TryParse(parsed.GetValue(expires), out var lifetime))
            {
                return await HubCommandContext.RefuseAsync("--expires is not a time. Write days or hours, such as 90d or 12h.");
            }

            var wanted = new CreateKeyRequest(parsed.GetRequiredValue(name), parsed.GetRequiredValue(scopes), now + lifetime);
            if (wanted.Problem(now) is { } problem)
            {
                return await HubCommandContext.RefuseAsync(problem.Detail);
            }

            var (key, secret) = await services.GetRequiredService<ApiKeys>().CreateAsync(caller, wanted.Name, wanted.Scopes, wanted.ExpiresAt, cancellation);
            await Console.Error.WriteLineAsync($"The key {key.Name} ({key.Id}) may: {key.Scopes}. Keep it: it is not shown again.");
            Console.WriteLine(secret);
            return HubCommand.Success;
        }, cancellation));
        return command;
    }

    private static Command ListKeys(HubCommandContext context)
    {
        var command = new Command("list", "Lists the API keys.");
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            await using var store = await services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync(cancellation);
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            await foreach (var key in store.ApiKeys.AsNoTracking().Where(key => key.WorkspaceId == caller.WorkspaceId).OrderBy(static key => key.CreatedAt).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                var state = key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= now ? "expired" : "valid";
                Console.WriteLine($"{key.Id}  {key.Prefix}...  {state,-7}  last used {(key.LastUsedAt is { } used ? $"{used:yyyy-MM-dd HH:mm}Z" : "never"),-17}  {key.Name}: {key.Scopes}");
            }

            return HubCommand.Success;
        }, cancellation));
        return command;
    }

    private static Command RevokeKey(HubCommandContext context)
    {
        var id = new Argument<Guid>("id") { Description = "The id of the key, as `robot hub key list` shows it." };
        var command = new Command("revoke", "Revokes an API key for ever, at once.") { id };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
            await services.GetRequiredService<ApiKeys>().RevokeAsync(caller, parsed.GetRequiredValue(id), cancellation)
                ? HubCommand.Success
                : await HubCommandContext.RefuseAsync("There is no such key in this workspace. `robot hub key list` shows its keys."),
            cancellation));
        return command;
    }
}
