using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry;

/// <summary><c>/api/v1/projects</c>, <c>levels</c>, <c>robots</c>, <c>fixed-assets</c>, <c>maps</c> and <c>map-features</c>: what exists, where, in which state.</summary>
internal static class RegistryEndpoints
{
    private const string JsonType = "application/json";
    private const string MergePatchType = "application/merge-patch+json";

    public static void MapRegistry(this IEndpointRouteBuilder api)
    {
        Map<ProjectFields, ProjectView, ProjectFilter>(api, RegistryKind.Project, "Project");
        Map<LevelFields, LevelView, LevelFilter>(api, RegistryKind.Level, "Level");
        Map<RobotFields, RobotView, RobotFilter>(api, RegistryKind.Robot, "Robot");
        Map<FixedAssetFields, FixedAssetView, FixedAssetFilter>(api, RegistryKind.FixedAsset, "FixedAsset");
        Map<MapFields, MapView, MapFilter>(api, RegistryKind.Map, "Map");
        Map<MapFeatureFields, MapFeatureView, MapFeatureFilter>(api, RegistryKind.MapFeature, "MapFeature");
    }

    private static void Map<TFields, TView, TFilter>(IEndpointRouteBuilder api, RegistryKind kind, string name)
        where TFields : RegistryFields
        where TView : TFields
        where TFilter : RegistryFilter
    {
        var read = api.MapGroup($"/{kind.Plural}").RequireScope(Scopes.RegistryRead).WithTags("registry");
        read.MapGet("", List<TFilter>(kind))
            .WithName($"List{name}s").WithSummary($"Lists {kind.Plural.Replace('-', ' ')}, newest first.").Produces<Page<TView>>();
        read.MapGet("/{id:guid}", (Guid id, Caller caller, HubStore store, HttpContext context) => ReadAsync(kind, id, caller, store, context))
            .WithName($"Read{name}").WithSummary($"Reads a {kind.Title}.").Produces<TView>();

        var write = api.MapGroup($"/{kind.Plural}").RequireScope(Scopes.RegistryWrite).WithTags("registry");
        write.MapPost("", (JsonBody body, Caller caller, RegistryObjects objects, HttpContext context) => CreateAsync(kind, body, caller, objects, context))
            .WithName($"Create{name}").WithSummary($"Creates a {kind.Title}.").Accepts<TFields>(JsonType).Produces<TView>(StatusCodes.Status201Created);
        foreach (var (method, verb) in new[] { ("PUT", "Update"), ("PATCH", "Change") })
        {
            write.MapMethods(
                    "/{id:guid}", [method], (Guid id, JsonBody body, Caller caller, RegistryObjects objects, HttpContext context) => ChangeAsync(kind, id, body, caller, objects, context))
                .WithName($"{verb}{name}").WithSummary($"Changes what is given: members of the body that creates a {kind.Title}. Null gives a member its default. If-Match is honoured.")
                .Accepts<JsonObject>(JsonType, MergePatchType).Produces<TView>();
        }

        write.MapDelete(
                "/{id:guid}",
                (Guid id, [FromQuery(Name = "cascade"), Description("Whether what belongs to it is deleted too. Default: false.")] bool? cascade, Caller caller, RegistryObjects objects, HttpContext context) =>
                    DeleteAsync(kind, id, cascade ?? false, caller, objects, context))
            .WithName($"Delete{name}").WithSummary($"Deletes a {kind.Title}, and answers with it. Refused while something belongs to it.").Produces<TView>();
    }

    // A delegate of its own: the analyzer of route handlers fails on parameters of a generic type.
    private static Delegate List<TFilter>(RegistryKind kind)
        where TFilter : RegistryFilter =>
        ([AsParameters] PageRequest page, [AsParameters] TFilter filter, Caller caller, HubStore store, HttpContext context) => ListAsync(page, filter, kind, caller, store, context);

    private static async Task<IResult> ListAsync(PageRequest page, RegistryFilter filter, RegistryKind kind, Caller caller, HubStore store, HttpContext context) =>
        filter.Check() ?? await page.AnswerAsync(
            context,
            caller,
            (after, count) => filter.ToQuery(caller.WorkspaceId, kind).Apply(store, after?.Id, count).ToListAsync(context.RequestAborted),
            static item => new Cursor(DateTimeOffset.UnixEpoch, item.Id),
            static item => new RawJson(item.Document));

    private static async Task<IResult> ReadAsync(RegistryKind kind, Guid id, Caller caller, HubStore store, HttpContext context) =>
        await store.FindRegistryItemAsync(caller.WorkspaceId, kind, id, context.RequestAborted) is { } item ? Show(item, StatusCodes.Status200OK, context) : Problem.NotFound(kind.Title);

    private static async Task<IResult> CreateAsync(RegistryKind kind, JsonBody body, Caller caller, RegistryObjects objects, HttpContext context)
    {
        var result = await objects.CreateAsync(caller, kind, body.Members, context.RequestAborted);
        if (result.Item is not { } item)
        {
            return result.Problem!;
        }

        context.Response.Headers.Location = kind.PathOf(item.Id);
        return Show(item, StatusCodes.Status201Created, context);
    }

    private static async Task<IResult> ChangeAsync(RegistryKind kind, Guid id, JsonBody body, Caller caller, RegistryObjects objects, HttpContext context) =>
        Answer(await objects.ChangeAsync(caller, kind, id, body.Members, ETags.Sent(context.Request), context.RequestAborted), context);

    private static async Task<IResult> DeleteAsync(RegistryKind kind, Guid id, bool cascade, Caller caller, RegistryObjects objects, HttpContext context) =>
        Answer(await objects.DeleteAsync(caller, kind, id, cascade, ETags.Sent(context.Request), context.RequestAborted), context);

    private static IResult Answer(RegistryResult result, HttpContext context) => result.Item is { } item ? Show(item, StatusCodes.Status200OK, context) : result.Problem!;

    private static IResult Show(RegistryItem item, int status, HttpContext context)
    {
        context.Response.Headers.ETag = item.Tag;
        return Results.Json(new RawJson(item.Document), statusCode: status);
    }
}
