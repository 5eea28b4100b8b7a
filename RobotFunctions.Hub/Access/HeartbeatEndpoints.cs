namespace RobotFunctions.Hub.Access;

/// <summary><c>/heartbeat</c>: whether the Hub can be reached, and what a credential is worth. All answer 204.</summary>
internal static class HeartbeatEndpoints
{
    public static void MapHeartbeats(this IEndpointRouteBuilder app)
    {
        var heartbeats = app.MapGroup("/heartbeat").WithTags("heartbeat");
        heartbeats.MapGet("", Answer).AllowAnyone("It tells nothing.").WithName("Heartbeat").WithSummary("Answers anybody.");
        heartbeats.MapGet("/private", Answer).RequireCredential().WithName("PrivateHeartbeat").WithSummary("Answers a valid credential.");
        heartbeats.MapGet("/scoped", Answer).RequireScope(Scopes.Ping).WithName("ScopedHeartbeat").WithSummary("Answers a credential with the scope ping.");
    }

    private static Microsoft.AspNetCore.Http.HttpResults.NoContent Answer() => TypedResults.NoContent();
}
