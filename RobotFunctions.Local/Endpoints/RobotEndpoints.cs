namespace RobotFunctions.Local.Endpoints;

/// <summary>All endpoints of the local host. They translate; every decision is Core's.</summary>
public static class RobotEndpoints
{
    /// <summary>Opens the endpoints.</summary>
    public static WebApplication MapRobotEndpoints(this WebApplication app)
    {
        app.UseStatusCodePages(static context => Problem.WriteAsync(
            context.HttpContext,
            context.HttpContext.Response.StatusCode,
            "There is no such endpoint here. Requests go to POST /batch/ or POST /single/."));
        app.MapPushEndpoints();
        app.MapHealthEndpoints();
        app.MapAdminEndpoints();
        return app;
    }
}
