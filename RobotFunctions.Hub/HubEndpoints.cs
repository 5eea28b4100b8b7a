using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Health;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox;
using RobotFunctions.Hub.OpenApi;

namespace RobotFunctions.Hub;

/// <summary>Maps the Hub's endpoints.</summary>
public static class HubEndpoints
{
    /// <summary>Maps all endpoints of the Hub.</summary>
    public static WebApplication MapHub(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseHttp();
        app.MapHealth();
        app.MapHeartbeats();
        var api = app.MapGroup("/api/v1");
        QueryParameters.Declare(api);
        api.MapKeys();
        api.MapAudit();
        api.MapSubscriptions();
        api.MapDeliveries();
        api.MapSchemas();
        api.MapTasks();
        api.MapHistory();
        app.MapGroup("/api/v1").MapSeedTasks();
        app.MapApiDocument();
        app.VerifyRules();
        return app;
    }
}
