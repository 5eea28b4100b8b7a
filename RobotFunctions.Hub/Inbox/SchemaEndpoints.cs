using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Inbox.Tasks;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox;

/// <summary><c>/api/v1/schemas</c>: which tasks can be posted.</summary>
internal static class SchemaEndpoints
{
    private const string Path = "/schemas";
    private const string Kind = "schema";

    public static void MapSchemas(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup(Path).RequireScope(Scopes.TasksRead).WithTags("schemas");
        read.MapGet("", ListAsync).WithName("ListSchemas").WithSummary("Lists the schemas of tasks, newest first.").Produces<Page<SchemaView>>();
        read.MapGet("/{id:guid}", ReadAsync).WithName("ReadSchema").WithSummary("Reads a schema with its versions.").Produces<SchemaDetailView>();
        var write = api.MapGroup(Path).RequireScope(Scopes.SchemasWrite).WithTags("schemas");
        write.MapPost("", InstallAsync).WithName("InstallSchema").WithSummary("Installs a schema file (YAML): 200 if the very same file is installed already.")
            .Accepts<string>("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain", "application/json")
            .Produces<InstalledSchemaView>().Produces<InstalledSchemaView>(StatusCodes.Status201Created);
        write.MapPost("/{id:guid}/secret", SetSecretAsync).WithName("SetSchemaSecret").WithSummary("Sets the secret of a schema's webhooks, and shows it this once.").Produces<SecretView>();
        write.MapPost("/{id:guid}/migrate", MigrateAsync).WithName("MigrateSchema").WithSummary("Moves open tasks to the newest version.").Produces<MigrationView>();
        write.MapDelete("/{id:guid}", RemoveAsync).WithName("RemoveSchema").WithSummary("Removes a schema with its tasks. Their histories stay.").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Reads a page of the schemas, the newest first; or gives the problem, if it is not a page of this list.</summary>
    public static Task<(Page<TItem>? Page, Problem? Problem)> ReadPageAsync<TItem>(
        PageRequest page, string? name, Caller caller, HubStore store, HttpContext context, Func<InstalledSchema, TItem> show)
    {
        var wanted = name?.Replace("\0", "", StringComparison.Ordinal);
        return page.ReadAsync(
            context,
            caller,
            (after, count) => store.Schemas.AsNoTracking()
                .Where(schema => schema.WorkspaceId == caller.WorkspaceId && (wanted == null || schema.Name == wanted)
                    && (after == null || schema.CreatedAt < after.Value.At || (schema.CreatedAt == after.Value.At && schema.Id < after.Value.Id)))
                .OrderByDescending(static schema => schema.CreatedAt).ThenByDescending(static schema => schema.Id).Take(count).ToListAsync(context.RequestAborted),
            static schema => new Cursor(schema.CreatedAt, schema.Id),
            show);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] PageRequest page, [FromQuery(Name = "name"), Description("Only the schema of this name.")] string? name, Caller caller, HubStore store, HttpContext context) =>
        PageRequest.Answer(context, await ReadPageAsync(page, name, caller, store, context, SchemaView.Of));

    private static async Task<IResult> ReadAsync(Guid id, Caller caller, SchemaCatalog catalog, HubStore store, HttpContext context)
    {
        var schema = await store.Schemas.AsNoTracking().SingleOrDefaultAsync(found => found.Id == id && found.WorkspaceId == caller.WorkspaceId, context.RequestAborted);
        if (schema is null)
        {
            return Problem.NotFound(Kind);
        }

        var views = new List<SchemaVersionView>();
        foreach (var version in await store.SchemaVersions.AsNoTracking().Where(version => version.SchemaId == id)
            .OrderByDescending(static version => version.InstalledAt).ThenByDescending(static version => version.Id).ToListAsync(context.RequestAborted))
        {
            views.Add(SchemaVersionView.Of(version, await catalog.ReadAsync(store, version.Id, context.RequestAborted)));
        }

        return Results.Ok(new SchemaDetailView(schema.Id, schema.Name, schema.Secret is not null, schema.CreatedAt, views));
    }

    private static async Task<IResult> InstallAsync(
        [FromQuery(Name = "dry_run"), Description("Whether the file is only checked.")] bool? dryRun, Caller caller, SchemaInstaller installer, HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return await installer.InstallAsync(caller, body.ToArray(), dryRun == true, context.RequestAborted) switch
        {
            SchemaInstalled { IsNew: true } installed when dryRun != true => Results.Created($"/api/v1{Path}/{installed.Schema.Id}", InstalledSchemaView.Of(installed)),
            SchemaInstalled installed => Results.Ok(InstalledSchemaView.Of(installed)),
            var refused => ToProblem(refused),
        };
    }

    private static async Task<IResult> SetSecretAsync(Guid id, SecretBody? body, Caller caller, SchemaAdministration schemas, HttpContext context) =>
        await schemas.SetSecretAsync(caller, id, body?.Secret, context.RequestAborted) is var result && result is SecretSet { Secret: var secret } ? Results.Ok(new SecretView(secret)) : ToProblem(result);

    private static async Task<IResult> MigrateAsync(
        Guid id, [FromQuery(Name = "dry_run"), Description("Whether it is only planned.")] bool? dryRun, Caller caller, SchemaMigration migration, HttpContext context) =>
        await migration.RunAsync(caller, id, dryRun == true, context.RequestAborted) is { } outcome ? Results.Ok(MigrationView.Of(outcome)) : Problem.NotFound(Kind);

    private static async Task<IResult> RemoveAsync(
        Guid id, [FromQuery(Name = "confirm"), Description("The name of the schema.")] string? confirm, Caller caller, SchemaAdministration schemas, HttpContext context) =>
        await schemas.RemoveAsync(caller, id, confirm, context.RequestAborted) is var result && result is SchemaRemoved ? Results.NoContent() : ToProblem(result);

    private static Problem ToProblem(CatalogResult refused) => refused switch
    {
        SchemaNotFound => Problem.NotFound(Kind),
        SchemaInvalid { Problems: var problems } => Problem.Invalid(string.Join('\n', problems.Select(static problem => $"Line {problem.Line}: {problem.Text}"))),
        CatalogInvalid { Reason: var reason } => Problem.Invalid(reason),
        CatalogConflict { Reason: var reason } => Problem.Conflict(reason),
        _ => throw new InvalidOperationException($"{refused.GetType().Name} is not a refusal."),
    };
}
