using RobotFunctions.Hub.Health;

namespace RobotFunctions.Hub;

/// <summary>Maps the Hub's endpoints.</summary>
public static class HubEndpoints
{
    /// <summary>Maps all endpoints of the Hub.</summary>
    public static WebApplication MapHub(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapHealth();
        return app;
    }
}
