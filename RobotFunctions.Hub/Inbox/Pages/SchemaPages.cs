using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox.Catalog;
using RobotFunctions.Hub.Inbox.Schemas;
using RobotFunctions.Hub.Inbox.Tables;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Inbox.Pages;

/// <summary><c>/w/{workspace}/schemas</c>: which tasks programs may post.</summary>
internal static class SchemaPages
{
    public const string Path = "schemas";

    public static void MapSchemaPages(this IEndpointRouteBuilder pages)
    {
        var read = pages.MapGroup(Path).RequireScope(Scopes.TasksRead);
        read.MapGet("", ListAsync).WithNavigation("Schemas", order: 20);
        read.MapGet("/{id:guid}", ShowAsync);
        var write = pages.MapGroup(Path).RequireScope(Scopes.SchemasWrite);
        write.MapGet("/new", static IResult () => Upload(""));
        write.MapPost("", UploadAsync);
        write.MapSchemaActions();
    }

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, Caller caller, SchemaCatalog catalog, HubStore store, HttpContext context)
    {
        var newest = (await catalog.NewestAsync(store, caller.WorkspaceId, context.RequestAborted)).ToDictionary(static version => version.Schema.Name, static version => version.Schema);
        var (schemas, problem) = await SchemaEndpoints.ReadPageAsync(page, null, caller, store, context, schema => Row(schema, newest.GetValueOrDefault(schema.Name)));
        return problem ?? (IResult)new HtmlPage<SchemaListPage>(new() { [nameof(SchemaListPage.Schemas)] = schemas });
    }

    private static async Task<IResult> ShowAsync(Guid id, Caller caller, SchemaCatalog catalog, HubStore store, HttpContext context)
    {
        if (await store.Schemas.AsNoTracking().SingleOrDefaultAsync(found => found.Id == id && found.WorkspaceId == caller.WorkspaceId, context.RequestAborted) is not { } schema)
        {
            return Problem.NotFound("schema");
        }

        var versions = new List<SchemaVersionDetails>();
        var needsSecret = false;
        foreach (var version in await store.SchemaVersions.AsNoTracking().Where(version => version.SchemaId == id)
            .OrderByDescending(static version => version.InstalledAt).ThenByDescending(static version => version.Id).ToListAsync(context.RequestAborted))
        {
            var read = await catalog.ReadAsync(store, version.Id, context.RequestAborted);
            needsSecret |= read.HookHeader is not null && read.TaskTypes.Any(type => read.HookUrl(type) is not null);
            versions.Add(SchemaVersionDetails.Of(version, read));
        }

        return new HtmlPage<SchemaPage>(new() { [nameof(SchemaPage.Schema)] = new SchemaDetails(id, schema.Name, schema.Secret is not null, needsSecret && schema.Secret is null, versions) });
    }

    private static async Task<IResult> UploadAsync(IFormCollection sent, Caller caller, SchemaInstaller installer, SchemaCatalog catalog, HubStore store, HttpContext context)
    {
        var upload = await SchemaUpload.ReadAsync(sent, context.RequestAborted);
        return await installer.InstallAsync(caller, upload.Content, isDryRun: !upload.IsConfirmed, context.RequestAborted) switch
        {
            SchemaInstalled installed when upload.IsConfirmed => new SeeOther(WorkspacePath.Of(context, $"{Path}/{installed.Schema.Id}"), Told(installed)),
            SchemaInstalled planned => Upload(upload.Text, preview: await PreviewAsync(planned, upload, catalog, store, context.RequestAborted)),
            SchemaInvalid { Problems: var problems } => Upload(upload.Text, problems: [.. problems.Select(static problem => $"Line {problem.Line}: {problem.Text}")], status: StatusCodes.Status422UnprocessableEntity),
            CatalogInvalid { Reason: var reason } => Upload(upload.Text, problems: [reason], status: StatusCodes.Status422UnprocessableEntity),
            CatalogConflict { Reason: var reason } => Upload(upload.Text, problems: [reason], status: StatusCodes.Status409Conflict),
            var other => throw new InvalidOperationException($"{other.GetType().Name} has no page."),
        };
    }

    private static async Task<SchemaPreview> PreviewAsync(SchemaInstalled planned, SchemaUpload upload, SchemaCatalog catalog, HubStore store, CancellationToken cancellation)
    {
        var schema = planned.Version.Schema;
        var former = (await catalog.FindAsync(store, planned.Schema.Id, wanted: null, cancellation))?.Schema;
        return new SchemaPreview(
            schema.Name,
            schema.Version.Text,
            former?.Version.Text,
            !planned.IsNew,
            [.. schema.TaskTypes.Select(static type => type.Name)],
            former is null ? [] : SchemaComparison.Of(former, schema),
            Convert.ToBase64String(upload.Content));
    }

    private static SchemaRow Row(InstalledSchema schema, TaskSchema? newest) =>
        new(schema.Id, schema.Name, schema.CreatedAt, newest?.Version.Text, [.. (newest?.TaskTypes ?? []).Select(static type => type.Name)]);

    private static FlashMessage Told(SchemaInstalled installed) =>
        !installed.IsNew ? new("This very file was installed already. Nothing was changed.")
        : installed.Secret is { } secret ? new($"Version {installed.Version.Schema.Version} was installed. The receiver of its webhooks verifies them with this secret:", secret)
        : new($"Version {installed.Version.Schema.Version} was installed. New tasks use it, unless it is a pre-release.");

    private static HtmlPage<NewSchemaPage> Upload(string text, IReadOnlyList<string>? problems = null, SchemaPreview? preview = null, int status = StatusCodes.Status200OK) => new(
        new() { [nameof(NewSchemaPage.Text)] = text, [nameof(NewSchemaPage.Problems)] = problems ?? [], [nameof(NewSchemaPage.Preview)] = preview },
        status);
}
