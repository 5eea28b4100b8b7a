using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Delivery;

/// <summary><c>/api/v1/events</c>: the feed of what happened in the caller's workspace.</summary>
internal static class EventEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    public static void MapEvents(this IEndpointRouteBuilder api) => api.MapGet("/events", ReadAsync).RequireScope(Scopes.DeliveriesRead).WithTags("deliveries")
        .WithName("ReadEvents").WithSummary("Reads what happened after a place, oldest first. Each event comes once, whatever happens at the same time.").Produces<EventPage>();

    private static async Task<IResult> ReadAsync(
        [FromQuery(Name = "after"), Description("The next_cursor of the page before. Default: the oldest events that are kept.")] string? after,
        [FromQuery(Name = "limit"), Description("How many events are wanted: 1 to 500. Default: 50.")] int? limit,
        Caller caller,
        EventFeed feed,
        HttpContext context)
    {
        EventCursor? place = null;
        if (after is not null && !EventCursor.TryParse(after, caller.WorkspaceId, out place))
        {
            return Problem.BadRequest("after is not a cursor of the events of your workspace. Send a next_cursor as it was received, or leave it out to start with the oldest events.");
        }

        if (limit is < 1 or > MaxLimit)
        {
            return Problem.BadRequest($"limit must be between 1 and {MaxLimit}.");
        }

        if (place is { } old && feed.IsExpired(old))
        {
            return new Problem(
                StatusCodes.Status410Gone, "Events after this cursor may have been removed, because it is older than events are kept. Read what you need from its lists, and start again without after.");
        }

        var (events, next) = await feed.ReadAsync(caller.WorkspaceId, place, limit ?? DefaultLimit, context.RequestAborted);
        return Results.Ok(new Page<RawJson>([.. events.Select(static @event => new RawJson(Encoding.UTF8.GetString(@event.Body)))], next.Format(caller.WorkspaceId)));
    }
}
