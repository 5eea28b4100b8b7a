using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>Fills the inbox of the default workspace, as programs and the command line do.</summary>
internal static class InboxCalls
{
    /// <summary>Installs a schema file.</summary>
    public static async Task<Guid> InstallSchemaAsync(this HubApp hub, string yaml)
    {
        var result = await hub.Services.GetRequiredService<SchemaInstaller>().InstallAsync(CommandLineCaller.In(Workspace.DefaultId), Encoding.UTF8.GetBytes(yaml), isDryRun: false, default);
        return Assert.IsType<SchemaInstalled>(result).Schema.Id;
    }

    /// <summary>Posts a task.</summary>
    /// <param name="hub">The Hub.</param>
    /// <param name="schema">The name of the schema.</param>
    /// <param name="type">The name of the type.</param>
    /// <param name="meta">The JSON of its metadata.</param>
    /// <param name="assignee">Whom it is assigned to.</param>
    /// <param name="due">When it is due.</param>
    public static async Task<Guid> PostTaskAsync(this HubApp hub, string schema, string type, string meta = "{}", string? assignee = null, DateTimeOffset? due = null)
    {
        var post = new TaskPost(schema, type, Meta: JsonElement.Parse(meta), Assignee: assignee, Due: due);
        return Assert.IsType<TaskDone>(await hub.Services.GetRequiredService<TaskPosting>().PostAsync(CommandLineCaller.In(Workspace.DefaultId), post, default)).Snapshot.Task.Id;
    }

    /// <summary>Reads a task.</summary>
    public static Task<InboxTask> ReadTaskAsync(this HubApp hub, Guid id) => hub.ReadAsync(store => store.Tasks.AsNoTracking().SingleAsync(task => task.Id == id));
}
