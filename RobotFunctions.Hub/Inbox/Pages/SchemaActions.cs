using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary>What an admin does with an installed schema: moves open tasks to the newest version, sets the secret, removes it.</summary>
internal static class SchemaActions
{
    public static void MapSchemaActions(this RouteGroupBuilder schemas)
    {
        schemas.MapGet("/{id:guid}/migrate", PlanAsync);
        schemas.MapPost("/{id:guid}/migrate", MigrateAsync);
        schemas.MapPost("/{id:guid}/secret", SetSecretAsync);
        schemas.MapPost("/{id:guid}/remove", RemoveAsync);
    }

    private static async Task<IResult> PlanAsync(Guid id, Caller caller, SchemaMigration migration, HubStore store, HttpContext context)
    {
        var name = await store.Schemas.Where(schema => schema.Id == id && schema.WorkspaceId == caller.WorkspaceId).Select(static schema => schema.Name).SingleOrDefaultAsync(context.RequestAborted);
        return name is null || await migration.RunAsync(caller, id, isDryRun: true, context.RequestAborted) is not { } planned
            ? Problem.NotFound("schema")
            : new HtmlPage<MigrationPage>(new()
            {
                [nameof(MigrationPage.Schema)] = id,
                [nameof(MigrationPage.Name)] = name,
                [nameof(MigrationPage.Version)] = planned.Version,
                [nameof(MigrationPage.Moves)] = planned.Plan.Moves.Count,
                [nameof(MigrationPage.Stays)] = (IReadOnlyList<(Guid, string)>)[.. planned.Plan.Stays.Select(static task => (task.TaskId, task.Reason))],
            });
    }

    private static async Task<IResult> MigrateAsync(Guid id, Caller caller, SchemaMigration migration, HttpContext context) =>
        await migration.RunAsync(caller, id, isDryRun: false, context.RequestAborted) is { Plan: var plan } done
            ? new SeeOther(
                WorkspacePath.Of(context, $"{SchemaPages.Path}/{id}/migrate"),
                new FlashMessage($"{(plan.Moves.Count == 1 ? "One task was" : $"{plan.Moves.Count} tasks were")} moved to version {done.Version}."))
            : Problem.NotFound("schema");

    private static async Task<IResult> SetSecretAsync(Guid id, [FromForm(Name = "secret")] string? secret, Caller caller, SchemaAdministration schemas, HttpContext context)
    {
        var own = string.IsNullOrWhiteSpace(secret) ? null : secret.Trim();
        return await schemas.SetSecretAsync(caller, id, own, context.RequestAborted) switch
        {
            SecretSet set => Back(id, context, new FlashMessage("The secret was set. The receiver of the webhooks needs it:", set.Secret)),
            CatalogInvalid { Reason: var reason } => Back(id, context, new FlashMessage(reason, Refused: true)),
            CatalogConflict { Reason: var reason } => Back(id, context, new FlashMessage(reason, Refused: true)),
            _ => Problem.NotFound("schema"),
        };
    }

    private static async Task<IResult> RemoveAsync(Guid id, [FromForm(Name = "confirm")] string? confirm, Caller caller, SchemaAdministration schemas, HttpContext context) =>
        await schemas.RemoveAsync(caller, id, confirm?.Trim(), context.RequestAborted) switch
        {
            SchemaRemoved => new SeeOther(WorkspacePath.Of(context, SchemaPages.Path), new FlashMessage("The schema was removed with its tasks. Their histories are kept.")),
            CatalogConflict => Back(id, context, new FlashMessage("Nothing was removed: the name that was typed is not the schema's.", Refused: true)),
            _ => Problem.NotFound("schema"),
        };

    private static SeeOther Back(Guid id, HttpContext context, FlashMessage flash) => new(WorkspacePath.Of(context, $"{SchemaPages.Path}/{id}"), flash);
}
