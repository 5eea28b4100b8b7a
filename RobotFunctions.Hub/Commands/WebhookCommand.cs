using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub webhook</c>: who gets which events. A running Hub sees the changes at once.</summary>
internal static class WebhookCommand
{
    public static Command Create(HubCommandContext context) => new("webhook", "Creates, rotates and lists the webhooks that events are sent to.")
    {
        context.Workspace,
        CreateCreate(context),
        CreateRotate(context),
        CreateList(context),
    };

    private static Command CreateCreate(HubCommandContext context)
    {
        var url = new Argument<string>("url") { Description = "Where events are sent: https://..." };
        var name = new Option<string?>("--name") { Description = "What people call it. Default: the host of the URL." };
        var types = new Option<string[]>("--types") { Description = "The event types, or beginnings such as 'task.*'. Default: all.", AllowMultipleArgumentsPerToken = true };
        var secret = Secret();
        var command = new Command("create", "Creates a webhook and prints its secret, this once.") { url, name, types, secret };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            var target = parsed.GetRequiredValue(url);
            var input = new SubscriptionInput
            {
                Name = parsed.GetValue(name) ?? (Uri.TryCreate(target, UriKind.Absolute, out var absolute) ? absolute.Host : target),
                Url = target,
                Types = parsed.GetValue(types),
                Secret = parsed.GetValue(secret),
            };
            return await ShowAsync(await services.GetRequiredService<Subscriptions>().CreateAsync(caller, SubscriptionKind.Webhook, input, cancellation));
        }, cancellation));
        return command;
    }

    private static Command CreateRotate(HubCommandContext context)
    {
        var name = new Argument<string>("name") { Description = "The name or the id of the webhook." };
        var secret = Secret();
        var command = new Command("rotate", "Replaces the secret and prints it, this once. The former one signs too for 24 hours.") { name, secret };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            var given = parsed.GetRequiredValue(name);
            var id = Guid.TryParse(given, out var parsedId) ? parsedId : await FindAsync(services, caller.WorkspaceId, given, cancellation);
            return await ShowAsync(await services.GetRequiredService<Subscriptions>().RotateAsync(caller, id, parsed.GetValue(secret), cancellation));
        }, cancellation));
        return command;
    }

    private static Command CreateList(HubCommandContext context)
    {
        var command = new Command("list", "Lists the destinations of events.");
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            await using var store = await services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync(cancellation);
            await foreach (var found in store.Subscriptions.AsNoTracking().Where(found => found.WorkspaceId == caller.WorkspaceId).OrderBy(static found => found.Name).AsAsyncEnumerable())
            {
                var types = found.Types.Length == 0 ? "all" : found.Types;
                var state = found.DisabledReason is { } reason ? $"disabled: {reason}" : "enabled";

                // Without the query, which may contain a secret.
                Console.WriteLine($"{found.Id}  {found.Name}  {new Uri(found.Url).GetLeftPart(UriPartial.Path)}  {types}  {state}");
            }

            return HubCommand.Success;
        }, cancellation));
        return command;
    }

    private static Option<string?> Secret() => new("--secret")
    {
        Description = "A secret from outside: whsec_ and base64. Default: a new one. Other users of this machine can read a command line.",
    };

    private static async Task<Guid> FindAsync(IServiceProvider services, Guid workspace, string name, CancellationToken cancellation)
    {
        await using var store = await services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync(cancellation);
        return await store.Subscriptions
            .Where(found => found.WorkspaceId == workspace && found.Name == name)
            .Select(static found => found.Id)
            .SingleOrDefaultAsync(cancellation);
    }

    private static async Task<int> ShowAsync(SubscriptionResult result)
    {
        if (result.Subscription is not { } subscription)
        {
            return await HubCommandContext.RefuseAsync(result.Problem!);
        }

        await Console.Error.WriteLineAsync($"Webhook '{subscription.Name}' ({subscription.Id}). Its secret follows; it is not shown again.");
        Console.WriteLine(result.Secret);
        return HubCommand.Success;
    }
}
