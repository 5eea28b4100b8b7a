namespace RobotFunctions.Local.Doors;

/// <summary>All doors of the local host. They translate; every decision is Core's.</summary>
public static class RobotDoors
{
    /// <summary>Opens the doors.</summary>
    public static WebApplication MapRobotDoors(this WebApplication app)
    {
        app.UseStatusCodePages(static context => Problem.WriteAsync(
            context.HttpContext,
            context.HttpContext.Response.StatusCode,
            "There is no such door here. Requests go to POST /batch/ or POST /single/."));
        app.MapPushDoors();
        app.MapHealthDoors();
        app.MapOperatorDoors();
        return app;
    }
}
