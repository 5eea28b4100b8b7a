using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;

namespace RobotFunctions.Hub.Delivery.Pages;

/// <summary>The buttons of a subscription's page.</summary>
internal static class SubscriptionActions
{
    public static void MapSubscriptionActions(this IEndpointRouteBuilder subscriptions)
    {
        subscriptions.MapPost("/{id:guid}/rotate", RotateAsync);
        subscriptions.MapPost("/{id:guid}/disable", DisableAsync);
        subscriptions.MapPost("/{id:guid}/enable", EnableAsync);
        subscriptions.MapPost("/{id:guid}/test", TestAsync);
        subscriptions.MapPost("/{id:guid}/delete", DeleteAsync);
    }

    private static async Task<IResult> RotateAsync(Guid id, IFormCollection form, Caller caller, Subscriptions subscriptions, HttpContext context)
    {
        var given = form["secret"].ToString().Trim();
        var result = await subscriptions.RotateAsync(caller, id, given.Length == 0 ? null : given, context.RequestAborted);
        return Answer(context, id, result, new FlashMessage("The secret was replaced. The former one signs too for 24 hours.", given.Length == 0 ? result.Secret : null));
    }

    private static async Task<IResult> DisableAsync(Guid id, Caller caller, SubscriptionSwitch subscriptions, HttpContext context) => Answer(
        context, id, await subscriptions.DisableAsync(caller, id, context.RequestAborted), new FlashMessage("The subscription was disabled. Its deliveries are paused."));

    private static async Task<IResult> EnableAsync(Guid id, IFormCollection form, Caller caller, SubscriptionSwitch subscriptions, HttpContext context)
    {
        if (form["paused"].ToString() is not ("resume" or "discard") || form["paused"].ToString() is not { } paused)
        {
            return Problem.BadRequest("Choose whether the paused deliveries are delivered or removed.");
        }

        var result = await subscriptions.EnableAsync(caller, id, paused == "discard", context.RequestAborted);
        return Answer(context, id, result, new FlashMessage(paused == "discard"
            ? "The subscription was enabled, and its paused deliveries were removed."
            : "The subscription was enabled, and its paused deliveries are sent now."));
    }

    private static async Task<IResult> TestAsync(Guid id, Caller caller, Subscriptions subscriptions, HttpContext context)
    {
        var result = await subscriptions.TestAsync(caller, id, context.RequestAborted);
        return result.Delivery is { } delivery
            ? new SeeOther(WorkspacePath.Of(context, $"deliveries/{delivery.Id}"), new FlashMessage("A test event is on its way. Its attempts appear here."))
            : Answer(context, id, result, done: null);
    }

    private static async Task<IResult> DeleteAsync(Guid id, Caller caller, Subscriptions subscriptions, HttpContext context)
    {
        var result = await subscriptions.DeleteAsync(caller, id, context.RequestAborted);
        return result.Subscription is { } deleted
            ? new SeeOther(WorkspacePath.Of(context, "subscriptions"), new FlashMessage($"The subscription {deleted.Name} was deleted."))
            : Answer(context, id, result, done: null);
    }

    private static IResult Answer(HttpContext context, Guid id, SubscriptionResult result, FlashMessage? done) => result.Outcome == SubscriptionOutcome.NotFound
        ? result.ToProblem()
        : new SeeOther(WorkspacePath.Of(context, $"subscriptions/{id}"), result.Problem is { } problem ? new FlashMessage(problem, Refused: true) : done);
}
