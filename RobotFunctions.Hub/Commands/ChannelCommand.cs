using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Tables;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub channel</c>: how people are told. A running Hub sees the changes at once.</summary>
internal static class ChannelCommand
{
    private static readonly string[] Kinds = ["slack", "email", "webhook", "log"];

    public static Command Create(HubCommandContext context) => new("channel", "Creates, lists, tests and deletes the channels that people are told through.")
    {
        context.Workspace,
        CreateCreate(context),
        CreateList(context),
        CreateTest(context),
        CreateDelete(context),
    };

    private static Command CreateCreate(HubCommandContext context)
    {
        var kind = new Argument<string>("kind") { Description = "How it reaches people: slack, email, webhook or log." };
        kind.AcceptOnlyFromAmong(Kinds);
        var name = Name();
        var to = new Option<string[]>("--to") { Description = "The addresses of an e-mail.", AllowMultipleArgumentsPerToken = true };
        var url = new Option<string?>("--url") { Description = "Where a webhook is sent: https://..." };
        var secret = new Option<string?>("--secret")
        {
            Description = "The URL of a Slack webhook, or the secret that signs a webhook. Default: asks for it. Other users of this machine can read a command line.",
        };
        var command = new Command("create", "Creates a channel.") { kind, name, to, url, secret };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            var chosen = Enum.Parse<ChannelKind>(parsed.GetRequiredValue(kind), ignoreCase: true);
            var input = new ChannelInput
            {
                Name = parsed.GetRequiredValue(name),
                Secret = parsed.GetValue(secret) ?? await AskAsync(chosen),
                Settings = new ChannelSettings { To = parsed.GetValue(to) is { Length: > 0 } given ? given : null, Url = parsed.GetValue(url) },
            };
            var result = await services.GetRequiredService<ChannelDirectory>().CreateAsync(caller, chosen, input, cancellation);
            return await ShowAsync(result, $"Channel '{input.Name}' is created. `robot hub channel test` sends a test through it.");
        }, cancellation));
        return command;
    }

    private static Command CreateList(HubCommandContext context)
    {
        var command = new Command("list", "Lists the channels.");
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            await using var store = await services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync(cancellation);
            await foreach (var found in store.Channels.AsNoTracking().Where(found => found.WorkspaceId == caller.WorkspaceId && found.DeletedAt == null).OrderBy(static found => found.Name).AsAsyncEnumerable())
            {
                var settings = ChannelSettings.Of(found);

                // Without the query, which may contain a secret.
                var target = settings.To is { } to ? string.Join(' ', to) : settings.Url is { } url ? new Uri(url).GetLeftPart(UriPartial.Path) : "";
                Console.WriteLine($"{found.Id}  {found.Name}  {found.Kind.ToString().ToLowerInvariant()}  {target}".TrimEnd());
            }

            return HubCommand.Success;
        }, cancellation));
        return command;
    }

    private static Command CreateTest(HubCommandContext context)
    {
        var name = Name();
        var command = new Command("test", "Sends a test message now, and prints what the channel said.") { name };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            var id = await FindAsync(services, caller, parsed.GetRequiredValue(name), cancellation);
            var (test, problem) = await services.GetRequiredService<ChannelTesting>().RunAsync(caller, id, cancellation);
            if (test is not { Delivered: true })
            {
                return await HubCommandContext.RefuseAsync(problem?.Detail ?? $"The test was not delivered. {test!.Answer}");
            }

            Console.WriteLine($"The test was delivered. {test.Answer}");
            return HubCommand.Success;
        }, cancellation));
        return command;
    }

    private static Command CreateDelete(HubCommandContext context)
    {
        var name = Name();
        var command = new Command("delete", "Deletes a channel that no topic uses.") { name };
        command.SetAction((parsed, cancellation) => context.RunAsync(parsed, async (services, caller) =>
        {
            var given = parsed.GetRequiredValue(name);
            var id = await FindAsync(services, caller, given, cancellation);
            return await ShowAsync(await services.GetRequiredService<ChannelDirectory>().DeleteAsync(caller, id, ifMatch: "*", cancellation), $"Channel '{given}' is deleted.");
        }, cancellation));
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "The name of the channel." };

    private static async Task<string?> AskAsync(ChannelKind kind)
    {
        if (kind is not (ChannelKind.Slack or ChannelKind.Webhook))
        {
            return null;
        }

        await Console.Error.WriteAsync(kind == ChannelKind.Slack ? "The URL of Slack's incoming webhook: " : "The secret that signs (whsec_...): ");
        return await Console.In.ReadLineAsync();
    }

    private static async Task<Guid> FindAsync(IServiceProvider services, Caller caller, string name, CancellationToken cancellation)
    {
        var key = NameKey.Of(name);
        await using var store = await services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync(cancellation);
        return await store.Channels.Where(found => found.WorkspaceId == caller.WorkspaceId && found.NameKey == key).Select(static found => found.Id).SingleOrDefaultAsync(cancellation);
    }

    private static async Task<int> ShowAsync(ChannelResult result, string done)
    {
        if (result.Problem is { } problem)
        {
            return await HubCommandContext.RefuseAsync(problem.Detail);
        }

        Console.WriteLine(done);
        return HubCommand.Success;
    }
}
