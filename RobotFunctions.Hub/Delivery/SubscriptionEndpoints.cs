using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary><c>/api/v1/subscriptions</c>: who gets which events.</summary>
internal static class SubscriptionEndpoints
{
    private const string Path = "/subscriptions";
    private const string Kind = "subscription";

    public static void MapSubscriptions(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup(Path).RequireScope(Scopes.DeliveriesRead).WithTags("deliveries");
        read.MapGet("", ListAsync).WithName("ListSubscriptions").WithSummary("Lists the subscriptions, newest first.").Produces<Page<SubscriptionAnswer>>();
        read.MapGet("/{id:guid}", ReadAsync).WithName("ReadSubscription").WithSummary("Reads a subscription, without its secrets.").Produces<SubscriptionAnswer>();
        var write = api.MapGroup(Path).RequireScope(Scopes.DeliveriesWrite).WithTags("deliveries");
        write.MapPost("", CreateAsync).WithName("CreateSubscription").WithSummary("Creates a subscription. The answer is the only time that a new secret is shown.")
            .Produces<SubscriptionAnswer>(StatusCodes.Status201Created);
        write.MapPatch("/{id:guid}", ChangeAsync).WithName("ChangeSubscription").WithSummary("Changes what is given. If-Match is honoured.").Produces<SubscriptionAnswer>();
        write.MapDelete("/{id:guid}", DeleteAsync).WithName("RemoveSubscription").WithSummary("Removes a subscription and its deliveries.").Produces(StatusCodes.Status204NoContent);
        write.MapPost("/{id:guid}/rotate", RotateAsync).WithName("RotateSecret").WithSummary("Replaces the secret; the former one signs too for a day.").Produces<SubscriptionAnswer>();
        write.MapPost("/{id:guid}/enable", EnableAsync).WithName("EnableSubscription").WithSummary("Enables a subscription, and resumes or discards its paused deliveries.")
            .Produces<SubscriptionAnswer>();
        write.MapPost("/{id:guid}/disable", DisableAsync).WithName("DisableSubscription").WithSummary("Disables a subscription and pauses its deliveries.").Produces<SubscriptionAnswer>();
        write.MapPost("/{id:guid}/test", TestAsync).WithName("TestSubscription").WithSummary("Sends an event of type hub.test.").Produces<DeliveryAnswer>(StatusCodes.Status202Accepted);
    }

    /// <summary>Reads a page of the subscriptions, newest first.</summary>
    public static Task<(Page<SubscriptionAnswer>? Page, Problem? Problem)> ReadPageAsync(PageRequest page, Caller caller, HubStore store, HttpContext context) => page.ReadAsync(
        context,
        caller,
        (after, count) => store.Subscriptions.AsNoTracking()
            .Where(subscription => subscription.WorkspaceId == caller.WorkspaceId
                && (after == null || subscription.CreatedAt < after.Value.At || (subscription.CreatedAt == after.Value.At && subscription.Id < after.Value.Id)))
            .OrderByDescending(static subscription => subscription.CreatedAt).ThenByDescending(static subscription => subscription.Id)
            .Take(count).ToListAsync(context.RequestAborted),
        static subscription => new Cursor(subscription.CreatedAt, subscription.Id),
        static subscription => SubscriptionAnswer.Of(subscription));

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context) =>
        PageRequest.Answer(context, await ReadPageAsync(page, caller, store, context));

    private static async Task<IResult> CreateAsync(SubscriptionCreation body, Caller caller, Subscriptions subscriptions, HttpContext context)
    {
        var result = await subscriptions.CreateAsync(caller, body.Kind, body.ToInput(), context.RequestAborted);
        return result.Subscription is { } created
            ? Results.Created($"/api/v1{Path}/{created.Id}", SubscriptionAnswer.Of(created, result.Secret))
            : result.ToProblem();
    }

    private static async Task<IResult> ReadAsync(Guid id, Caller caller, HubStore store, HttpContext context)
    {
        var found = await store.Subscriptions.AsNoTracking()
            .SingleOrDefaultAsync(found => found.Id == id && found.WorkspaceId == caller.WorkspaceId, context.RequestAborted);
        return found is null ? Problem.NotFound(Kind) : Show(found, secret: null, context);
    }

    private static async Task<IResult> ChangeAsync(Guid id, SubscriptionPatch body, Caller caller, Subscriptions subscriptions, HttpContext context)
    {
        var ifMatch = context.Request.Headers.IfMatch is { Count: > 0 } sent ? sent.ToString() : null;
        return Answer(await subscriptions.ChangeAsync(caller, id, body.ToInput(), ifMatch, context.RequestAborted), context);
    }

    private static async Task<IResult> DeleteAsync(Guid id, Caller caller, Subscriptions subscriptions, HttpContext context)
    {
        var result = await subscriptions.DeleteAsync(caller, id, context.RequestAborted);
        return result.Subscription is not null ? Results.NoContent() : result.ToProblem();
    }

    private static async Task<IResult> RotateAsync(Guid id, SubscriptionRotation? body, Caller caller, Subscriptions subscriptions, HttpContext context) =>
        Answer(await subscriptions.RotateAsync(caller, id, body?.Secret, context.RequestAborted), context);

    private static async Task<IResult> EnableAsync(Guid id, SubscriptionEnabling body, Caller caller, SubscriptionSwitch subscriptions, HttpContext context) =>
        Answer(await subscriptions.EnableAsync(caller, id, body.Paused == PausedDeliveries.Discard, context.RequestAborted), context);

    private static async Task<IResult> DisableAsync(Guid id, Caller caller, SubscriptionSwitch subscriptions, HttpContext context) =>
        Answer(await subscriptions.DisableAsync(caller, id, context.RequestAborted), context);

    private static async Task<IResult> TestAsync(Guid id, Caller caller, Subscriptions subscriptions, HttpContext context)
    {
        var result = await subscriptions.TestAsync(caller, id, context.RequestAborted);
        return result.Delivery is { } delivery
            ? Results.Accepted($"/api/v1/deliveries/{delivery.Id}", DeliveryAnswer.Of(delivery, Subscriptions.TestType, delivery.DueAt))
            : result.ToProblem();
    }

    private static IResult Answer(SubscriptionResult result, HttpContext context) =>
        result.Subscription is { } subscription ? Show(subscription, result.Secret, context) : result.ToProblem();

    private static IResult Show(Subscription subscription, string? secret, HttpContext context)
    {
        context.Response.Headers.ETag = subscription.Tag;
        return Results.Ok(SubscriptionAnswer.Of(subscription, secret));
    }
}
