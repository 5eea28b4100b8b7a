using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Registry;

/// <summary>Disables and enables robots. A disabled robot is told so in the answer to its next report, and claims nothing until it is enabled.</summary>
internal static class RobotSwitchEndpoints
{
    public static void MapRobotSwitch(this IEndpointRouteBuilder api)
    {
        var robots = api.MapGroup("/robots/{id:guid}").RequireScope(Scopes.RegistryWrite).WithTags("registry");
        robots.MapPost("/disable", DisableAsync).WithName("DisableRobot").WithSummary("Disables a robot, with a reason: it ends what it has begun and claims nothing.").Produces<RobotView>();
        robots.MapPost("/enable", EnableAsync).WithName("EnableRobot").WithSummary("Enables a robot again.").Produces<RobotView>();
    }

    private static async Task<IResult> DisableAsync(Guid id, RobotDisabling body, Caller caller, RegistryObjects objects, HttpContext context) =>
        FieldChecks.Required("reason", body.Reason) is { } problem
            ? Problem.Invalid(problem.Detail)
            : RegistryReading.Answer(await objects.SwitchAsync(caller, id, body.Reason.Trim(), ETags.Sent(context.Request), context.RequestAborted), context);

    private static async Task<IResult> EnableAsync(Guid id, Caller caller, RegistryObjects objects, HttpContext context) =>
        RegistryReading.Answer(await objects.SwitchAsync(caller, id, reason: null, ETags.Sent(context.Request), context.RequestAborted), context);
}

/// <summary>The body that disables a robot.</summary>
/// <param name="Reason">Why: 1 to 200 characters, for the robot's log and for people.</param>
internal sealed record RobotDisabling(string Reason);
