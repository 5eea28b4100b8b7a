using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.People;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub user</c>: the people of a store, also while a Hub runs on it.</summary>
internal static class UserCommand
{
    public static Command Create(HubCommandContext context) => new("user", "Adds, lists and removes people, and makes the links with which they set their passwords.")
    {
        context.Workspace,
        CreateAdd(context),
        CreateList(context),
        CreateReset(context),
        CreateChange(context, "role", "Changes a person's role in the workspace.", RoleArgument(out var role), (services, parsed, caller, id) => services.GetRequiredService<Members>().ChangeAsync(caller, id, Roles.Parse(parsed.GetRequiredValue(role))!.Value)),
        CreateChange(context, "administrator", "Makes a person an administrator of the Hub, or no longer one.", OnOff(out var on), (services, parsed, caller, id) => services.GetRequiredService<PersonDirectory>().SetAdministratorAsync(caller, id, parsed.GetRequiredValue(on) == "on")),
        CreateChange(context, "disable", "Keeps a person from signing in, and signs them out everywhere.", null, static (services, _, caller, id) => services.GetRequiredService<AccountAccess>().SetDisabledAsync(caller, id, disabled: true)),
        CreateChange(context, "enable", "Lets a disabled person sign in again.", null, static (services, _, caller, id) => services.GetRequiredService<AccountAccess>().SetDisabledAsync(caller, id, disabled: false)),
        CreateChange(context, "unlock", "Ends the lockout after wrong passwords or codes.", null, static (services, _, caller, id) => services.GetRequiredService<AccountAccess>().UnlockAsync(caller, id)),
        CreateChange(context, "sign-out", "Signs a person out everywhere.", null, static (services, _, caller, id) => services.GetRequiredService<AccountAccess>().SignOutAsync(caller, id)),
        CreateChange(context, "remove", "Removes a person from the Hub. What they did stays in the audit.", null, static (services, _, caller, id) => services.GetRequiredService<PersonDirectory>().RemoveAsync(caller, id)),
    };

    private static Command CreateAdd(HubCommandContext context)
    {
        var name = Name();
        var email = new Option<string?>("--email") { Description = "The e-mail address." };
        var role = new Option<string>("--role") { Description = "The role in the workspace: viewer, member or admin; none for no membership.", DefaultValueFactory = static _ => "viewer" };
        role.AcceptOnlyFromAmong("viewer", "member", "admin", "none");
        var administrator = new Option<bool>("--administrator") { Description = "Makes the person an administrator of the Hub, who creates workspaces and people." };
        var command = new Command("add", "Adds a person, and prints a one-time link with which they choose a password.") { name, email, role, administrator };
        command.SetAction((parsed, cancellation) => context.RunAsync(
            parsed,
            async (services, caller) =>
            {
                var input = new NewPerson(parsed.GetRequiredValue(name), parsed.GetValue(email), Roles.Parse(parsed.GetValue(role)), parsed.GetValue(administrator));
                var result = await services.GetRequiredService<PersonDirectory>().AddAsync(caller, input);
                return await ShowAsync(services, result, $"{input.Name} was added.");
            },
            cancellation));
        return command;
    }

    private static Command CreateReset(HubCommandContext context)
    {
        var second = new Option<bool>("--second-factor") { Description = "Removes the authenticator app and the recovery codes too." };
        return CreateChange(
            context,
            "reset",
            "Takes a person's password away, and prints a one-time link with which they choose another.",
            second,
            (services, parsed, caller, id) => services.GetRequiredService<AccountAccess>().ResetAsync(caller, id, parsed.GetValue(second)));
    }

    private static Command CreateList(HubCommandContext context)
    {
        var command = new Command("list", "Lists the people of the Hub with their roles.");
        command.SetAction((parsed, cancellation) => context.RunAsync(
            parsed,
            async (services, _) =>
            {
                await using var store = await services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync(cancellation);
                var roles = (await store.Memberships.AsNoTracking()
                    .Join(store.Workspaces, static member => member.WorkspaceId, static workspace => workspace.Id, static (member, workspace) => new { member.PersonId, member.Role, workspace.Name })
                    .ToListAsync(cancellation)).ToLookup(static row => row.PersonId, static row => $"{row.Name}: {Roles.NameOf(row.Role)}");
                await foreach (var person in store.People.AsNoTracking().OrderBy(static person => person.NormalizedUserName).AsAsyncEnumerable().WithCancellation(cancellation))
                {
                    var state = person.DisabledAt is null ? "" : "  disabled";
                    Console.WriteLine($"{person.Name}  {person.Email ?? "-"}  {string.Join(", ", roles[person.Id])}{(person.IsAdministrator ? "  administrator" : "")}{state}");
                }

                return HubCommand.Success;
            },
            cancellation));
        return command;
    }

    private static Command CreateChange(
        HubCommandContext context, string verb, string description, Symbol? input, Func<IServiceProvider, ParseResult, Caller, Guid, Task<PersonResult>> change)
    {
        var name = Name();
        var command = new Command(verb, description) { name };
        if (input is Argument argument)
        {
            command.Add(argument);
        }
        else if (input is Option option)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => context.RunAsync(
            parsed,
            async (services, caller) =>
            {
                var key = NameKey.Of(parsed.GetRequiredValue(name));
                await using var store = await services.GetRequiredService<IDbContextFactory<HubStore>>().CreateDbContextAsync(cancellation);
                var person = await store.People.AsNoTracking().SingleOrDefaultAsync(person => person.NormalizedUserName == key, cancellation);
                return person is null
                    ? await HubCommandContext.RefuseAsync($"There is no person named {parsed.GetRequiredValue(name)}. `robot hub user list` shows all.")
                    : await ShowAsync(services, await change(services, parsed, caller, person.Id), $"Done: {verb} {person.Name}.");
            },
            cancellation));
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "The name that the person signs in with." };

    private static Argument<string> RoleArgument(out Argument<string> role)
    {
        role = new Argument<string>("role") { Description = "viewer, member or admin." };
        role.AcceptOnlyFromAmong("viewer", "member", "admin");
        return role;
    }

    private static Argument<string> OnOff(out Argument<string> on)
    {
        on = new Argument<string>("state") { Description = "on or off." };
        on.AcceptOnlyFromAmong("on", "off");
        return on;
    }

    private static async Task<int> ShowAsync(IServiceProvider services, PersonResult result, string done)
    {
        if (result.Problem is { } problem)
        {
            return await HubCommandContext.RefuseAsync(problem.Detail);
        }

        await Console.Error.WriteLineAsync(result.Token is null ? done : $"{done} Open the link to choose a password; it works once.");
        if (result.Token is { } token)
        {
            Console.WriteLine(services.GetRequiredService<HubOptions>().LinkTo(HubCommand.DefaultUrl, $"/reset/{token}"));
        }

        return HubCommand.Success;
    }
}
