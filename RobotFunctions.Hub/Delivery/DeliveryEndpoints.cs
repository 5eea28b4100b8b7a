using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Delivery;

/// <summary><c>/api/v1/deliveries</c>: what was delivered, what was not, and why.</summary>
internal static class DeliveryEndpoints
{
    private const string Path = "/deliveries";

    public static void MapDeliveries(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup(Path).RequireScope(Scopes.DeliveriesRead).WithTags("deliveries");
        read.MapGet("", ListAsync).WithName("ListDeliveries").WithSummary("Lists deliveries, newest first.").Produces<Page<DeliveryAnswer>>();
        read.MapGet("/{id:guid}", ReadAsync).WithName("ReadDelivery").WithSummary("Reads a delivery with its attempts.").Produces<DeliveryAnswer>();
        api.MapPost($"{Path}/{{id:guid}}/redeliver", RedeliverAsync).RequireScope(Scopes.DeliveriesWrite).WithTags("deliveries")
            .WithName("Redeliver").WithSummary("Delivers again, with the whole schedule of attempts.").Produces<DeliveryAnswer>(StatusCodes.Status202Accepted);
    }

    /// <summary>The problem of a change that was refused.</summary>
    public static Problem ToProblem(this SubscriptionResult refused) => new(
        refused.Outcome switch
        {
            SubscriptionOutcome.NotFound => StatusCodes.Status404NotFound,
            SubscriptionOutcome.Conflict => StatusCodes.Status409Conflict,
            SubscriptionOutcome.Stale => StatusCodes.Status412PreconditionFailed,
            _ => StatusCodes.Status422UnprocessableEntity,
        },
        refused.Problem!);

    /// <summary>Reads a page of the deliveries, newest first.</summary>
    public static Task<(Page<DeliveryAnswer>? Page, Problem? Problem)> ReadPageAsync(
        PageRequest page, DeliveryStatus? status, Guid? subscription, Caller caller, DeliveryList deliveries, HttpContext context) => page.ReadAsync(
        context,
        caller,
        (after, count) => deliveries.ReadAsync(new(caller.WorkspaceId, status, subscription, after?.Id), count, context.RequestAborted),

        // Ids of deliveries begin with their time.
        static delivery => new Cursor(DateTimeOffset.UnixEpoch, delivery.Id),
        static delivery => delivery);

    private static async Task<IResult> ListAsync(
        [AsParameters] PageRequest page,
        [FromQuery(Name = "status"), Description("Only those of this status: pending, sending, delivered, paused or dead.")] string? status,
        [FromQuery(Name = "subscription"), Description("Only those of this subscription.")] Guid? subscription,
        Caller caller,
        DeliveryList deliveries,
        HttpContext context) => DeliveryStatuses.TryParse(status, out var only)
        ? PageRequest.Answer(context, await ReadPageAsync(page, only, subscription, caller, deliveries, context))
        : Problem.BadRequest("status must be pending, sending, delivered, paused or dead.");

    private static async Task<IResult> ReadAsync(Guid id, Caller caller, DeliveryList deliveries, HttpContext context) =>
        await deliveries.FindAsync(caller.WorkspaceId, id, context.RequestAborted) is { } delivery ? Results.Ok(delivery) : Problem.NotFound("delivery");

    private static async Task<IResult> RedeliverAsync(Guid id, Caller caller, Redelivery redelivery, DeliveryList deliveries, HttpContext context)
    {
        var result = await redelivery.RedeliverAsync(caller, id, context.RequestAborted);
        return result.Delivery is not null
            ? Results.Accepted($"/api/v1{Path}/{id}", await deliveries.FindAsync(caller.WorkspaceId, id, context.RequestAborted))
            : result.ToProblem();
    }
}
