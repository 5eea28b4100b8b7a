using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Requests;

/// <summary><c>/assistance</c>, where bots ask for help; <c>/api/v1/assistance</c>, where others read what they asked for.</summary>
internal static class RequestEndpoints
{
    private const string Path = "/assistance";

    /// <summary>Maps what the assistance API that the Hub is compatible with has too. It ignores query parameters and members of the body that it does not know.</summary>
    public static void MapAssistance(this IEndpointRouteBuilder app)
    {
        var requests = app.MapGroup(Path).RequireScope(Scopes.RequestAssistance).WithTags("assistance");
        requests.MapPost("", PostAsync).WithName("RequestAssistance").WithSummary("Asks people for help. 202 once it is stored; a topic that waits answers 201 once a channel has taken it, or 503.")
            .Produces<RequestView>(StatusCodes.Status202Accepted).Produces<RequestView>(StatusCodes.Status201Created);
        requests.MapGet("/{id:guid}", ReadAsync).WithName("ReadOwnRequest").WithSummary("Reads a request and who was told.").Produces<RequestView>();
    }

    /// <summary>Maps what reads requests.</summary>
    public static void MapRequests(this IEndpointRouteBuilder api)
    {
        var requests = api.MapGroup(Path).RequireScope(Scopes.AssistanceRead).WithTags("assistance");
        requests.MapGet("", ListAsync).WithName("ListRequests").WithSummary("Lists the requests for assistance, newest first.").Produces<Page<RequestView>>();
        requests.MapGet("/{id:guid}", ReadAsync).WithName("ReadRequest").WithSummary("Reads a request and who was told.").Produces<RequestView>();
    }

    private static async Task<IResult> PostAsync(AssistanceBody body, Caller caller, AssistanceIntake intake, HubStore store, HttpContext context) =>
        await intake.TakeAsync(caller, body, context.RequestAborted) switch
        {
            IntakeStored { Id: var id } => Results.Accepted($"{Path}/{id}", await RequestReading.FindAsync(store, caller.WorkspaceId, id, context.RequestAborted)),
            IntakeTold { Id: var id } => Results.Created($"{Path}/{id}", await RequestReading.FindAsync(store, caller.WorkspaceId, id, context.RequestAborted)),
            IntakeRefused { Problem: var problem } => problem,
            var other => throw new InvalidOperationException($"{other.GetType().Name} has no answer."),
        };

    private static async Task<IResult> ReadAsync(Guid id, Caller caller, HubStore store, HttpContext context) =>
        await RequestReading.FindAsync(store, caller.WorkspaceId, id, context.RequestAborted) is { } found ? Results.Ok(found) : Problem.NotFound("request for assistance");

    private static async Task<IResult> ListAsync([AsParameters] PageRequest page, [AsParameters] RequestFilter filter, Caller caller, HubStore store, HttpContext context) =>
        PageRequest.Answer(context, await RequestReading.ReadPageAsync(page, filter, caller, store, context));
}
