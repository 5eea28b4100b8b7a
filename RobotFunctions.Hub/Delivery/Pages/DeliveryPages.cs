using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery.Pages;

/// <summary><c>/w/{workspace}/deliveries</c>: what was delivered, what was not, and why.</summary>
internal static class DeliveryPages
{
    private const string Path = "deliveries";

    public static void MapDeliveryPages(this IEndpointRouteBuilder pages)
    {
        var read = pages.MapGroup(Path).RequireScope(Scopes.DeliveriesRead);
        read.MapGet("", ListAsync).WithNavigation("Deliveries", order: 50);
        read.MapGet("/{id:guid}", ShowAsync);
        var write = pages.MapGroup(Path).RequireScope(Scopes.DeliveriesWrite);
        write.MapPost("/{id:guid}/redeliver", RedeliverAsync);
        write.MapPost("/redeliver", RedeliverAllDeadAsync);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] PageRequest page,
        [FromQuery(Name = "status")] string? status,
        [FromQuery(Name = "subscription")] string? subscription,
        Caller caller,
        DeliveryList deliveries,
        HubStore store,
        HttpContext context)
    {
        Guid? only = Guid.TryParse(subscription, out var parsed) ? parsed : null;
        if (!DeliveryStatuses.TryParse(status, out var statusFilter) || (only is null && !string.IsNullOrEmpty(subscription)))
        {
            return Problem.BadRequest("The filter in the address is not valid. Open the list again, and choose from its filters.");
        }

        var (items, problem) = await DeliveryEndpoints.ReadPageAsync(page, statusFilter, only, caller, deliveries, context);
        return problem ?? (IResult)new HtmlPage<DeliveryListPage>(new()
        {
            [nameof(DeliveryListPage.Deliveries)] = items,
            [nameof(DeliveryListPage.Status)] = statusFilter,
            [nameof(DeliveryListPage.Subscription)] = only,
            [nameof(DeliveryListPage.Subscriptions)] = await NamesAsync(caller, store, context),
            [nameof(DeliveryListPage.HasDead)] = await deliveries.AnyDeadAsync(caller.WorkspaceId, context.RequestAborted),
        });
    }

    private static async Task<IResult> ShowAsync(Guid id, Caller caller, DeliveryList deliveries, HubStore store, HttpContext context)
    {
        if (await deliveries.FindAsync(caller.WorkspaceId, id, context.RequestAborted) is not { } delivery)
        {
            return Problem.NotFound("delivery");
        }

        var subscription = (await NamesAsync(caller, store, context)).Single(name => name.Id == delivery.SubscriptionId);
        var body = await store.Events.Where(@event => @event.Id == delivery.EventId).Select(static @event => @event.Body).SingleAsync(context.RequestAborted);
        return new HtmlPage<DeliveryPage>(new()
        {
            [nameof(DeliveryPage.Delivery)] = delivery,
            [nameof(DeliveryPage.Body)] = EventText.Of(body),
            [nameof(DeliveryPage.Subscription)] = subscription,
        });
    }

    private static async Task<IResult> RedeliverAsync(Guid id, Caller caller, Redelivery redelivery, HttpContext context)
    {
        var result = await redelivery.RedeliverAsync(caller, id, context.RequestAborted);
        return result.Outcome == SubscriptionOutcome.NotFound
            ? result.ToProblem()
            : new SeeOther(
                WorkspacePath.Of(context, $"{Path}/{id}"),
                result.Problem is { } problem ? new FlashMessage(problem, Refused: true) : new FlashMessage("The delivery starts again, with the whole schedule of attempts."));
    }

    private static async Task<IResult> RedeliverAllDeadAsync(Caller caller, Redelivery redelivery, HttpContext context)
    {
        var count = await redelivery.RedeliverAllDeadAsync(caller, context.RequestAborted);
        return new SeeOther(WorkspacePath.Of(context, Path), new FlashMessage(count == 1 ? "One dead letter is delivered again." : $"{count} dead letters are delivered again."));
    }

    private static Task<List<SubscriptionName>> NamesAsync(Caller caller, HubStore store, HttpContext context) => store.Subscriptions.AsNoTracking()
        .Where(subscription => subscription.WorkspaceId == caller.WorkspaceId)
        .OrderBy(static subscription => subscription.Name)
        .Select(static subscription => new SubscriptionName(subscription.Id, subscription.Name))
        .ToListAsync(context.RequestAborted);
}
