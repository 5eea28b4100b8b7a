using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
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
#pragma warning disable RDG002 // The filter is a type parameter: these lists are bound at run time.
        read.MapGet("", List<TFilter>(kind))
#pragma warning restore RDG002
            .WithName($"List{name}s").WithSummary($"Lists {kind.Plural.Replace('-', ' ')}, newest first.").Produces<Page<TView>>();
        read.MapGet(
                "/{id:guid}",
                (Guid id, [FromQuery(Name = "as_of"), Description("A time: then as it was at that time, without an ETag.")] DateTimeOffset? asOf, Caller caller, HubStore store, HttpContext context) =>
                    RegistryReading.ReadAsync(kind, id, asOf, caller, store, context))
            .WithName($"Read{name}").WithSummary($"Reads a {kind.Title}.").Produces<TView>();
        read.MapGet(
                "/{id:guid}/history",
                (Guid id, [AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context) => RegistryReading.ReadHistoryAsync(page, kind, id, caller, store, context))
            .WithName($"Read{name}History").WithSummary($"Lists the versions of a {kind.Title}, also of a deleted one, newest first, and who made them.").Produces<Page<RegistryVersionView<TView>>>();

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
        ([AsParameters] PageRequest page, [AsParameters] TFilter filter, Caller caller, HubStore store, HttpContext context) => RegistryReading.ListAsync(page, filter, kind, caller, store, context);

    private static async Task<IResult> CreateAsync(RegistryKind kind, JsonBody body, Caller caller, RegistryObjects objects, HttpContext context)
    {
        if (kind == RegistryKind.Robot && body.Members[kind.ParentMember] is null)
        {
            return await SessionEndpoints.CreateRobotAsync(body, caller, context);
        }

        var result = await objects.CreateAsync(caller, kind, body.Members, context.RequestAborted);
        if (result.Item is not { } item)
        {
            return result.Problem!;
        }

        context.Response.Headers.Location = kind.PathOf(item.Id);
        return RegistryReading.Show(item, StatusCodes.Status201Created, context);
    }

    private static async Task<IResult> ChangeAsync(RegistryKind kind, Guid id, JsonBody body, Caller caller, RegistryObjects objects, HttpContext context) =>
        RegistryReading.Answer(await objects.ChangeAsync(caller, kind, id, body.Members, ETags.Sent(context.Request), context.RequestAborted), context);

    private static async Task<IResult> DeleteAsync(RegistryKind kind, Guid id, bool cascade, Caller caller, RegistryObjects objects, HttpContext context) =>
        RegistryReading.Answer(await objects.DeleteAsync(caller, kind, id, cascade, ETags.Sent(context.Request), context.RequestAborted), context);
}
