namespace RobotFunctions.Local.Endpoints;

/// <summary>All endpoints of the local host. They only translate; all decisions are made in Core.</summary>
public static class RobotEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static WebApplication MapRobotEndpoints(this WebApplication app)
    {
        app.UseStatusCodePages(static context => Problem.WriteAsync(
            context.HttpContext,
            context.HttpContext.Response.StatusCode,
            "Not found. Requests go to POST /batch/ or POST /single/."));
        app.MapPushEndpoints();
        app.MapHealthEndpoints();
        app.MapAdminEndpoints();
        return app;
    }
}
