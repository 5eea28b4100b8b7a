using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Access.Pages;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Channels.Pages;
using RobotFunctions.Hub.Assistance.Pages;
using RobotFunctions.Hub.Assistance.Requests;
using RobotFunctions.Hub.Assistance.Topics;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Delivery.Pages;
using RobotFunctions.Hub.Health;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox;
using RobotFunctions.Hub.Inbox.Pages;
using RobotFunctions.Hub.OpenApi;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.People;
using RobotFunctions.Hub.People.Pages;
using RobotFunctions.Hub.Registry;
using RobotFunctions.Hub.Registry.Pages;
using RobotFunctions.Hub.Registry.Reports;

namespace RobotFunctions.Hub;

/// <summary>Maps the Hub's endpoints.</summary>
public static class HubEndpoints
{
    /// <summary>Maps all endpoints of the Hub.</summary>
    public static WebApplication MapHub(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseProblemPages();
        app.UseHttp();
        app.MapHealth();
        app.MapHeartbeats();
        app.MapAssistance();
        var api = app.MapGroup("/api/v1");
        QueryParameters.Declare(api);
        api.MapKeys();
        api.MapAudit();
        api.MapEvents();
        api.MapSubscriptions();
        api.MapDeliveries();
        api.MapSchemas();
        api.MapTasks();
        api.MapHistory();
        app.MapGroup("/api/v1").MapSeedTasks();
        api.MapTopics();
        api.MapRequests();
        api.MapMembers();
        api.MapWorkspaces();
        api.MapPeople();
        api.MapRegistry();
        api.MapSessions();
        api.MapRobotSwitch();
        api.MapReports();
        api.MapCommands();
        api.MapChannels();
        app.MapSharePage();
        Asset.Map(app);
        var pages = app.MapPageGroup();
        pages.MapTaskListPages();
        pages.MapTaskPages();
        pages.MapDaysPages();
        pages.MapSchemaPages();
        pages.MapRequestPages();
        pages.MapTopicPages();
        pages.MapRegistryPages();
        pages.MapObjectPages();
        pages.MapObjectActions();
        pages.MapNewObjectPages();
        pages.MapEditObjectPages();
        pages.MapShareClaim();
        pages.MapRunPages();
        pages.MapDeliveryPages();
        pages.MapSubscriptionPages();
        pages.MapChannelPages();
        pages.MapKeyPages();
        pages.MapAuditPages();
        pages.MapMemberPages();
        var people = app.MapPersonGroup();
        people.MapSignInPages();
        people.MapLinkPages();
        people.MapAccountPages();
        people.MapSecondFactorPages();
        people.MapPasskeyPages();
        people.MapWorkspacePages();
        people.MapPersonPages();
        app.MapApiDocument();
        app.VerifyRules();
        return app;
    }
}
