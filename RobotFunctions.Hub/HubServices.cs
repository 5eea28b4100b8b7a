using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Assistance;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Notifications;
using RobotFunctions.Hub.Configuration;
using RobotFunctions.Hub.Delivery;
using RobotFunctions.Hub.Health;
using RobotFunctions.Hub.Http;
using RobotFunctions.Hub.Inbox;
using RobotFunctions.Hub.OpenApi;
using RobotFunctions.Hub.Pages;
using RobotFunctions.Hub.People;
using RobotFunctions.Hub.Registry;
using RobotFunctions.Hub.Registry.Files;
using RobotFunctions.Hub.Registry.Pages;
using RobotFunctions.Hub.Registry.Reports;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub;

/// <summary>Adds the Hub to an ASP.NET Core app.</summary>
public static class HubServices
{
    /// <summary>Adds the Hub's services. <see cref="HubEndpoints.MapHub"/> adds its endpoints.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">The configuration, of which the section <c>HubServer</c> is read.</param>
    /// <exception cref="OptionsValidationException">The section has a setting that does not exist, or a value that cannot be parsed.</exception>
    /// <exception cref="StoreRefusedException"><c>HubServer:Database</c> is neither a file nor a PostgreSQL database.</exception>
    public static IServiceCollection AddHub(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = HubOptions.Read(configuration);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddStore(DatabaseLocation.Parse(options.Database)).AddStoredKeys(options);
        return services.AddAccess().AddPeople(options).AddDelivery(options).AddInbox().AddAssistance().AddChannels().AddNotifications().AddRegistry().AddReports().AddRegistryPages().AddRegistryFiles().AddHttp(options).AddPages().AddApiDocument().AddHubHealthChecks();
    }
}
