using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery.Pages;

/// <summary><c>/w/{workspace}/subscriptions</c>: who gets which events.</summary>
internal static class SubscriptionPages
{
    private const string Path = "subscriptions";

    public static void MapSubscriptionPages(this IEndpointRouteBuilder pages)
    {
        var read = pages.MapGroup(Path).RequireScope(Scopes.DeliveriesRead);
        read.MapGet("", ListAsync).WithNavigation("Subscriptions", order: 60);
        read.MapGet("/{id:guid}", ShowAsync);
        var write = pages.MapGroup(Path).RequireScope(Scopes.DeliveriesWrite);
        write.MapGet("/new", static IResult () => NewForm(new SubscriptionForm()));
        write.MapPost("", CreateAsync);
        write.MapGet("/{id:guid}/edit", EditAsync);
        write.MapPost("/{id:guid}/edit", SaveAsync);
        write.MapSubscriptionActions();
    }

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, Caller caller, HubStore store, HttpContext context)
    {
        var (subscriptions, problem) = await SubscriptionEndpoints.ReadPageAsync(page, caller, store, context);
        return problem ?? (IResult)new HtmlPage<SubscriptionListPage>(new() { [nameof(SubscriptionListPage.Subscriptions)] = subscriptions });
    }

    private static async Task<IResult> ShowAsync(Guid id, Caller caller, HubStore store, DeliveryList deliveries, HttpContext context)
    {
        if (await FindAsync(id, caller, store, context) is not { } subscription)
        {
            return Problem.NotFound("subscription");
        }

        return new HtmlPage<SubscriptionPage>(new()
        {
            [nameof(SubscriptionPage.Subscription)] = SubscriptionAnswer.Of(subscription),
            [nameof(SubscriptionPage.Pending)] = await deliveries.CountAsync(id, DeliveryStatus.Pending, context.RequestAborted),
            [nameof(SubscriptionPage.Paused)] = await deliveries.CountAsync(id, DeliveryStatus.Paused, context.RequestAborted),
            [nameof(SubscriptionPage.Dead)] = await deliveries.CountAsync(id, DeliveryStatus.Dead, context.RequestAborted),
        });
    }

    private static async Task<IResult> CreateAsync(IFormCollection sent, Caller caller, Subscriptions subscriptions, HttpContext context)
    {
        var form = SubscriptionForm.Read(sent);
        var result = await subscriptions.CreateAsync(caller, form.Kind, form.ToInput(), context.RequestAborted);
        return result.Subscription is { } created
            ? new SeeOther(WorkspacePath.Of(context, $"{Path}/{created.Id}"), Created(created, form, result.Secret))
            : NewForm(form, result);
    }

    private static async Task<IResult> EditAsync(Guid id, Caller caller, HubStore store, HttpContext context) => await FindAsync(id, caller, store, context) is { } subscription
        ? EditForm(subscription, SubscriptionForm.Of(subscription))
        : Problem.NotFound("subscription");

    private static async Task<IResult> SaveAsync(Guid id, IFormCollection sent, Caller caller, Subscriptions subscriptions, HubStore store, HttpContext context)
    {
        var form = SubscriptionForm.Read(sent);
        var result = await subscriptions.ChangeAsync(caller, id, form.ToInput(), form.Tag, context.RequestAborted);
        if (result.Subscription is not null)
        {
            return new SeeOther(WorkspacePath.Of(context, $"{Path}/{id}"), new FlashMessage("The changes were saved."));
        }

        // What is stored now is shown beside what was typed; sending the form again means to replace it.
        return await FindAsync(id, caller, store, context) is { } stored
            ? EditForm(stored, form with { Tag = result.Outcome == SubscriptionOutcome.Stale ? stored.Tag : form.Tag }, result)
            : Problem.NotFound("subscription");
    }

    private static FlashMessage Created(Subscription subscription, SubscriptionForm form, string? secret) => form.Secret.Length == 0 && secret is not null
        ? new($"The subscription {subscription.Name} was created. Its receiver verifies signatures with this secret:", secret)
        : new($"The subscription {subscription.Name} was created.");

    private static Task<Subscription?> FindAsync(Guid id, Caller caller, HubStore store, HttpContext context) =>
        store.Subscriptions.AsNoTracking().SingleOrDefaultAsync(found => found.Id == id && found.WorkspaceId == caller.WorkspaceId, context.RequestAborted);

    private static HtmlPage<NewSubscriptionPage> NewForm(SubscriptionForm form, SubscriptionResult? refused = null) => new(
        new() { [nameof(NewSubscriptionPage.Form)] = form, [nameof(NewSubscriptionPage.Problem)] = ProblemOf(refused) },
        refused?.ToProblem().Status ?? StatusCodes.Status200OK);

    private static HtmlPage<EditSubscriptionPage> EditForm(Subscription stored, SubscriptionForm form, SubscriptionResult? refused = null) => new(
        new()
        {
            [nameof(EditSubscriptionPage.Stored)] = SubscriptionAnswer.Of(stored),
            [nameof(EditSubscriptionPage.Form)] = form,
            [nameof(EditSubscriptionPage.Problem)] = ProblemOf(refused),
            [nameof(EditSubscriptionPage.IsStale)] = refused?.Outcome == SubscriptionOutcome.Stale,
        },
        refused?.ToProblem().Status ?? StatusCodes.Status200OK);

    private static FieldProblem? ProblemOf(SubscriptionResult? refused) => refused?.Problem is { } problem ? new(refused.Field ?? "", problem) : null;
}
