using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary><c>/w/{workspace}/registry/{kind}/{id}</c>: an object as it is or was, and its history.</summary>
internal static class ObjectPages
{
    private const int ShownVersions = 10;
    private const int ShownRuns = 5;

    public static void MapObjectPages(this IEndpointRouteBuilder pages)
    {
        var read = pages.MapGroup($"{RegistryPages.Path}/{KindConstraint.Parameter}/{{id:guid}}").RequireScope(Scopes.RegistryRead);
        read.MapGet("", ShowAsync);
        read.MapGet("/history", ShowHistoryAsync);
    }

    private static async Task<IResult> ShowAsync(RegistryKind kind, Guid id, [FromQuery(Name = "as_of")] string? asOf, Caller caller, HubStore store, HttpContext context)
    {
        var versions = await RegistryHistory.Of(store, caller.WorkspaceId, kind, id).Take(ShownVersions + 1).ToListAsync(context.RequestAborted);
        if (versions.Count == 0)
        {
            return Problem.NotFound(kind.Title);
        }

        var history = await VersionRow.ReadAsync(store, [.. versions.Take(ShownVersions)], context.RequestAborted);
        var parameters = new Dictionary<string, object?> { [nameof(ObjectPage.History)] = history, [nameof(ObjectPage.HasMoreHistory)] = versions.Count > ShownVersions };
        if (!string.IsNullOrEmpty(asOf))
        {
            return await ShowThenAsync(kind, id, asOf, parameters, caller, store, context);
        }

        if (await store.FindRegistryItemAsync(caller.WorkspaceId, kind, id, context.RequestAborted) is { } item)
        {
            parameters[nameof(ObjectPage.Object)] = await ObjectReading.NowAsync(store, item, context.RequestAborted);
            await AddReportsAsync(parameters, store, item, context.RequestAborted);
        }
        else
        {
            parameters[nameof(ObjectPage.Object)] = await ObjectReading.ThenAsync(store, versions[0], context.RequestAborted);
            parameters[nameof(ObjectPage.Deletion)] = history[0];
        }

        return new HtmlPage<ObjectPage>(parameters);
    }

    private static async Task<IResult> ShowThenAsync(RegistryKind kind, Guid id, string asOf, Dictionary<string, object?> parameters, Caller caller, HubStore store, HttpContext context)
    {
        if (!DateTimeOffset.TryParse(asOf, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return Problem.BadRequest("as_of is not a time. Open the page again, and choose one.");
        }

        var version = await RegistryHistory.At(store, caller.WorkspaceId, kind, id, time).SingleOrDefaultAsync(context.RequestAborted);
        if (version is not { Change: not RegistryHistory.Deleted })
        {
            return new Problem(StatusCodes.Status404NotFound, $"There was no such {kind.Title} at that time: it was created later, or deleted before.");
        }

        parameters[nameof(ObjectPage.Object)] = await ObjectReading.ThenAsync(store, version, context.RequestAborted);
        parameters[nameof(ObjectPage.AsOf)] = time;
        return new HtmlPage<ObjectPage>(parameters);
    }

    private static async Task AddReportsAsync(Dictionary<string, object?> parameters, HubStore store, RegistryItem item, CancellationToken cancellation)
    {
        if (item.Kind == RegistryKind.Robot)
        {
            var runs = await RunRow.ReadAsync(store, store.RobotRuns.Where(run => run.RobotId == item.Id), after: null, ShownRuns, cancellation);
            parameters[nameof(ObjectPage.Observed)] = await ObservedFacts.ReadAsync(store, item, cancellation);
            parameters[nameof(ObjectPage.Runs)] = runs.ConvertAll(static run => run.Row);
        }
    }

    private static async Task<IResult> ShowHistoryAsync(RegistryKind kind, Guid id, [AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context)
    {
        var (versions, problem) = await RegistryReading.ReadVersionsAsync(page, kind, id, caller, store, context);
        if (versions is null || await RegistryHistory.Of(store, caller.WorkspaceId, kind, id).FirstOrDefaultAsync(context.RequestAborted) is not { } newest)
        {
            return problem ?? Problem.NotFound(kind.Title);
        }

        return new HtmlPage<HistoryPage>(new()
        {
            [nameof(HistoryPage.Object)] = (await ObjectReading.ThenAsync(store, newest, context.RequestAborted)).Link,
            [nameof(HistoryPage.Versions)] = new Page<VersionRow>(await VersionRow.ReadAsync(store, versions.Items, context.RequestAborted), versions.NextCursor),
        });
    }
}
