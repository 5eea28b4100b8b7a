using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub schema</c>: the schemas of tasks of a running Hub.</summary>
internal static class SchemaCommand
{
    public static Command Create(HubCommandContext context) => new("schema", "Installs, lists, migrates and removes the schemas of tasks of a running Hub.")
    {
        CreateInstall(context),
        CreateList(context),
        CreateShow(context),
        CreateSecret(context),
        CreateMigrate(context),
        CreateRemove(context),
    };

    private static Command CreateInstall(HubCommandContext context)
    {
        var file = new Argument<FileInfo>("file") { Description = "The schema file (YAML)." };
        var dryRun = DryRun();
        var command = new Command("install", "Installs a schema file as a version of its schema.") { file, dryRun };
        command.SetAction((parsed, cancellation) => HubApi.RunAsync(context.ReadSettings(parsed), async api =>
        {
            var path = parsed.GetRequiredValue(file);
            if (!path.Exists)
            {
                return await HubCommandContext.RefuseAsync($"There is no file {path.FullName}.");
            }

            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(path.FullName, cancellation));
            content.Headers.ContentType = new("application/yaml");
            var (installed, _) = await api.SendAsync(HttpMethod.Post, $"schemas{Query(parsed.GetValue(dryRun))}", content, null, cancellation);
            var what = $"{Text(installed, "name")} {Text(installed, "semver")} ({string.Join(", ", installed.GetProperty("task_types").EnumerateArray().Select(static type => type.GetString()))})";
            Console.WriteLine(!installed.GetProperty("is_new").GetBoolean() ? $"{what} is installed already." : parsed.GetValue(dryRun) ? $"{what} can be installed." : $"{what} is installed.");
            if (installed.TryGetProperty("secret", out var secret))
            {
                await Console.Error.WriteLineAsync("The secret that signs its webhooks follows; it is not shown again.");
                Console.WriteLine(secret.GetString());
            }

            return HubCommand.Success;
        }));
        return command;
    }

    private static Command CreateList(HubCommandContext context)
    {
        var command = new Command("list", "Lists the schemas.");
        command.SetAction((parsed, cancellation) => HubApi.RunAsync(context.ReadSettings(parsed), async api =>
        {
            foreach (var schema in (await api.GetAsync("schemas?limit=500", cancellation)).GetProperty("items").EnumerateArray())
            {
                Console.WriteLine($"{Text(schema, "id")}  {Text(schema, "name")}  {(schema.GetProperty("has_secret").GetBoolean() ? "with secret" : "without secret")}");
            }

            return HubCommand.Success;
        }));
        return command;
    }

    private static Command CreateShow(HubCommandContext context)
    {
        var name = Name();
        var command = new Command("show", "Shows the versions of a schema with their task types, the last installed first.") { name };
        command.SetAction((parsed, cancellation) => HubApi.RunAsync(context.ReadSettings(parsed), async api =>
        {
            var schema = await api.GetAsync($"schemas/{await FindAsync(api, parsed.GetRequiredValue(name), cancellation)}", cancellation);
            foreach (var version in schema.GetProperty("versions").EnumerateArray())
            {
                Console.WriteLine($"{Text(version, "semver")}  installed {Text(version, "installed_at")}");
                foreach (var type in version.GetProperty("task_types").EnumerateArray())
                {
                    Console.WriteLine($"  {Text(type, "name")}  pending {type.GetProperty("pending_states")}  resolved {type.GetProperty("resolved_states")}");
                }
            }

            return HubCommand.Success;
        }));
        return command;
    }

    private static Command CreateSecret(HubCommandContext context)
    {
        var name = Name();
        var secret = new Option<string?>("--secret") { Description = "A secret from outside. Default: a new one. Other users of this machine can read a command line." };
        var command = new Command("secret", "Sets the secret of a schema's webhooks and prints it, this once.") { name, secret };
        command.SetAction((parsed, cancellation) => HubApi.RunAsync(context.ReadSettings(parsed), async api =>
        {
            var id = await FindAsync(api, parsed.GetRequiredValue(name), cancellation);
            using var body = HubApi.Json(new JsonObject { ["secret"] = parsed.GetValue(secret) }.ToJsonString());
            Console.WriteLine(Text((await api.SendAsync(HttpMethod.Post, $"schemas/{id}/secret", body, null, cancellation)).Body, "secret"));
            return HubCommand.Success;
        }));
        return command;
    }

    private static Command CreateMigrate(HubCommandContext context)
    {
        var name = Name();
        var dryRun = DryRun();
        var command = new Command("migrate", "Moves open tasks to the newest version of their schema, and lists those that cannot move.") { name, dryRun };
        command.SetAction((parsed, cancellation) => HubApi.RunAsync(context.ReadSettings(parsed), async api =>
        {
            var id = await FindAsync(api, parsed.GetRequiredValue(name), cancellation);
            var (outcome, _) = await api.SendAsync(HttpMethod.Post, $"schemas/{id}/migrate{Query(parsed.GetValue(dryRun))}", null, null, cancellation);
            Console.WriteLine($"{outcome.GetProperty("moved").GetArrayLength()} tasks {(parsed.GetValue(dryRun) ? "would move" : "moved")} to {Text(outcome, "semver")}.");
            foreach (var task in outcome.GetProperty("stays").EnumerateArray())
            {
                Console.WriteLine($"{Text(task, "id")}  {Text(task, "reason")}");
            }

            return HubCommand.Success;
        }));
        return command;
    }

    private static Command CreateRemove(HubCommandContext context)
    {
        var name = Name();
        var confirm = new Option<string?>("--confirm") { Description = "The name again. Default: asks for it." };
        var command = new Command("remove", "Removes a schema with its versions and all its tasks. Their histories stay.") { name, confirm };
        command.SetAction((parsed, cancellation) => HubApi.RunAsync(context.ReadSettings(parsed), async api =>
        {
            var wanted = parsed.GetRequiredValue(name);
            var id = await FindAsync(api, wanted, cancellation);
            if (parsed.GetValue(confirm) is not { } typed)
            {
                await Console.Error.WriteAsync($"This removes \"{wanted}\", its versions and all its tasks. Type its name to go on: ");
                typed = Console.ReadLine() ?? "";
            }

            await api.SendAsync(HttpMethod.Delete, $"schemas/{id}?confirm={Uri.EscapeDataString(typed)}", null, null, cancellation);
            Console.WriteLine($"{wanted} is removed.");
            return HubCommand.Success;
        }));
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "The name of the schema." };

    private static Option<bool> DryRun() => new("--dry-run") { Description = "Says what would happen, and changes nothing." };

    private static string Query(bool dryRun) => dryRun ? "?dry_run=true" : "";

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static async Task<string> FindAsync(HubApi api, string name, CancellationToken cancellation)
    {
        var found = (await api.GetAsync($"schemas?name={Uri.EscapeDataString(name)}", cancellation)).GetProperty("items");
        return found.GetArrayLength() == 1 ? Text(found[0], "id")! : throw new HubRefusedException($"There is no schema \"{name}\". `robot hub schema list` lists them.");
    }
}
