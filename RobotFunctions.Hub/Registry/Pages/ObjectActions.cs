using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>The buttons of an object's page.</summary>
internal static class ObjectActions
{
    public static void MapObjectActions(this IEndpointRouteBuilder pages)
    {
        var write = pages.MapGroup(RegistryPages.Path).RequireScope(Scopes.RegistryWrite);
        write.MapPost($"/{KindConstraint.Parameter}/{{id:guid}}/delete", DeleteAsync);
        write.MapPost("/robots/{id:guid}/disable", DisableAsync);
        write.MapPost("/robots/{id:guid}/enable", EnableAsync);
    }

    private static async Task<IResult> DeleteAsync(
        RegistryKind kind, Guid id, [FromForm(Name = "tag")] string? tag, [FromForm(Name = "cascade")] string? cascade, Caller caller, RegistryObjects objects, HubStore store, HttpContext context)
    {
        var result = await objects.DeleteAsync(caller, kind, id, cascade == "yes", tag ?? "", context.RequestAborted);
        if (result.Item is { } deleted)
        {
            var above = deleted.ParentId is { } parent ? $"{RegistryPages.Path}/{kind.Parent!.Plural}/{parent}" : RegistryPages.Path;
            return new SeeOther(WorkspacePath.Of(context, above), new FlashMessage($"The {kind.Title} {deleted.Name} was deleted."));
        }

        return result.Problem!.Status switch
        {
            StatusCodes.Status404NotFound => result.Problem,
            StatusCodes.Status412PreconditionFailed => Refuse(context, kind, id, "It was changed since you opened the page, so it was not deleted. This is how it is now."),
            _ when cascade != "yes" && await ObjectReading.ChildrenAsync(store, id, context.RequestAborted) is { Count: > 0 } children =>
                Refuse(context, kind, id, $"It was not deleted, because it still has {string.Join(" and ", children.Select(static child => child.Text))}. Delete that too, or first."),
            _ => Refuse(context, kind, id, result.Problem.Detail),
        };
    }

    private static async Task<IResult> DisableAsync(Guid id, [FromForm(Name = "reason")] string? reason, Caller caller, RegistryObjects objects, HubStore store, HttpContext context)
    {
        if (await store.FindRegistryItemAsync(caller.WorkspaceId, RegistryKind.Robot, id, context.RequestAborted) is not { } robot)
        {
            return Problem.NotFound(RegistryKind.Robot.Title);
        }

        // Of two people who disable it, the reason of the first stays. Other changes meanwhile, such as of its status, do not matter.
        return robot.DisabledReason is not null ? Refuse(context, robot.Kind, id, "Somebody disabled it already.")
            : FieldChecks.Required("reason", reason ?? "") is { } problem ? Refuse(context, robot.Kind, id, $"It was not disabled: {problem.Detail}")
            : Answer(context, id, await objects.SwitchAsync(caller, id, reason!.Trim(), RegistryObjects.AnyVersion, context.RequestAborted), "The robot is disabled. The answer to its next report tells it.");
    }

    private static async Task<IResult> EnableAsync(Guid id, Caller caller, RegistryObjects objects, HttpContext context) =>
        Answer(context, id, await objects.SwitchAsync(caller, id, reason: null, RegistryObjects.AnyVersion, context.RequestAborted), "The robot is enabled.");

    private static IResult Answer(HttpContext context, Guid id, RegistryResult result, string done) =>
        result.Problem ?? (IResult)new SeeOther(PathOf(context, RegistryKind.Robot, id), new FlashMessage(done));

    private static SeeOther Refuse(HttpContext context, RegistryKind kind, Guid id, string problem) => new(PathOf(context, kind, id), new FlashMessage(problem, Refused: true));

    private static string PathOf(HttpContext context, RegistryKind kind, Guid id) => WorkspacePath.Of(context, $"{RegistryPages.Path}/{kind.Plural}/{id}");
}
