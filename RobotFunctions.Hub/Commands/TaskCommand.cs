using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RobotFunctions.Hub.Commands;

/// <summary><c>robot hub task</c>: the tasks of a running Hub.</summary>
internal static class TaskCommand
{
    public static Command Create(HubCommandContext context) => new("task", "Posts, lists, exports, shows and decides tasks of a running Hub.")
    {
        CreateCreate(context),
        CreateList(context),
        TaskExportCommand.Create(context),
        CreateShow(context),
        CreateDecide(context),
    };

    private static Command CreateCreate(HubCommandContext context)
    {
        var schema = new Argument<string>("schema") { Description = "The name of the schema." };
        var type = new Argument<string>("type") { Description = "The name of the task type." };
        var meta = new Option<string?>("--meta") { Description = "What people must know: a JSON object." };
        var state = new Option<string?>("--state") { Description = "The first state. Default: unset." };
        var assignee = new Option<string?>("--assignee") { Description = "Who should decide it." };
        var correlation = new Option<string?>("--correlation") { Description = "Your own id of it: the same one again finds the task that exists." };
        var due = new Option<DateTimeOffset?>("--due") { Description = "When it is due. Default: as the schema says." };
        var command = new Command("create", "Posts a task and prints its id.") { schema, type, meta, state, assignee, correlation, due };
        command.SetAction((parsed, cancellation) => HubApi.RunAsync(context.ReadSettings(parsed), async api =>
        {
            if (!TryParse(parsed.GetValue(meta), out var given))
            {
                return await HubCommandContext.RefuseAsync("--meta is not JSON. Write an object in quotes, such as '{\"order\": 12}'.");
            }

            var post = new JsonObject
            {
                ["schema_name"] = parsed.GetRequiredValue(schema),
                ["task"] = parsed.GetRequiredValue(type),
                ["state"] = parsed.GetValue(state),
                ["meta"] = given,
                ["assignee"] = parsed.GetValue(assignee),
                ["correlation"] = parsed.GetValue(correlation),
                ["due"] = parsed.GetValue(due),
            };
            using var body = HubApi.Json(post.ToJsonString());
            Console.WriteLine((await api.SendAsync(HttpMethod.Post, "tasks/", body, null, cancellation)).Body.GetProperty("task").GetProperty("id").GetString());
            return HubCommand.Success;
        }));
        return command;
    }

    private static Command CreateList(HubCommandContext context)
    {
        var filters = new TaskFilterOptions();
        var limit = new Option<int>("--limit") { Description = "How many, the oldest first; at most 500.", DefaultValueFactory = static _ => 50 };
        var command = new Command("list", "Lists tasks that wait for a decision, the oldest first.") { limit };
        filters.AddTo(command);
        command.SetAction((parsed, cancellation) => HubApi.RunAsync(context.ReadSettings(parsed), async api =>
        {
            var list = await api.GetAsync($"tasks/?limit={parsed.GetValue(limit)}&{filters.QueryOf(parsed)}", cancellation);
            foreach (var task in list.GetProperty("tasks").EnumerateArray())
            {
                var type = list.GetProperty("types").GetProperty(task.GetProperty("ttype_id").GetString()!);
                Console.WriteLine($"{task.GetProperty("id")}  {task.GetProperty("created")}  {type.GetProperty("schema_name")}  {type.GetProperty("name")}  {Shown(task.GetProperty("state"))}  {task.GetProperty("status")}");
            }

            return HubCommand.Success;
        }));
        return command;
    }

    private static Command CreateShow(HubCommandContext context)
    {
        var id = Id();
        var command = new Command("show", "Shows a task and its history.") { id };
        command.SetAction((parsed, cancellation) => HubApi.RunAsync(context.ReadSettings(parsed), async api =>
        {
            foreach (var member in (await api.GetAsync($"tasks/{parsed.GetValue(id)}", cancellation)).GetProperty("task").EnumerateObject().Where(static member => member.Value.ValueKind != JsonValueKind.Null))
            {
                Console.WriteLine($"{member.Name}: {member.Value}");
            }

            foreach (var entry in (await api.GetAsync($"tasks/{parsed.GetValue(id)}/history", cancellation)).GetProperty("history").EnumerateArray())
            {
                Console.WriteLine($"{entry.GetProperty("sequence")}  {entry.GetProperty("created")}  {entry.GetProperty("action")}  {entry.GetProperty("editor_name")}  {entry.GetProperty("state")}  {entry.GetProperty("comment")}".TrimEnd());
            }

            return HubCommand.Success;
        }));
        return command;
    }

    private static Command CreateDecide(HubCommandContext context)
    {
        var id = Id();
        var state = new Argument<string>("state") { Description = "The state; '' for unset." };
        var answer = new Option<string?>("--answer") { Description = "The answer to the type's form: a JSON object." };
        var comment = new Option<string?>("--comment") { Description = "A comment for the history." };
        var command = new Command("decide", "Chooses a state, unless the task is changed meanwhile.") { id, state, answer, comment };
        command.SetAction((parsed, cancellation) => HubApi.RunAsync(context.ReadSettings(parsed), async api =>
        {
            if (!TryParse(parsed.GetValue(answer), out var given))
            {
                return await HubCommandContext.RefuseAsync("--answer is not JSON. Write an object in quotes, such as '{\"amount\": 12}'.");
            }

            var path = $"tasks/{parsed.GetValue(id)}";
            var (_, tag) = await api.SendAsync(HttpMethod.Get, path, null, null, cancellation);
            using var body = HubApi.Json(new JsonObject { ["answer"] = given, ["comment"] = parsed.GetValue(comment) }.ToJsonString());
            var (decided, _) = await api.SendAsync(HttpMethod.Patch, $"{path}/state?state={Uri.EscapeDataString(parsed.GetRequiredValue(state))}", body, tag, cancellation);
            Console.WriteLine($"The task is {Shown(decided.GetProperty("task").GetProperty("state"))} ({decided.GetProperty("task").GetProperty("status")}).");
            return HubCommand.Success;
        }));
        return command;
    }

    private static Argument<Guid> Id() => new("id") { Description = "The id of the task." };

    private static string Shown(JsonElement state) => state.GetString() ?? "unset";

    private static bool TryParse(string? text, out JsonNode? json)
    {
        try
        {
            json = text is null ? null : JsonNode.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            json = null;
            return false;
        }
    }
}
