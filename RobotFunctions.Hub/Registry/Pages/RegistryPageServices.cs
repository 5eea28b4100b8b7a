namespace RobotFunctions.Hub.Registry.Pages;

/// <summary>Registers what the pages of the registry need.</summary>
internal static class RegistryPageServices
{
    public static IServiceCollection AddRegistryPages(this IServiceCollection services) =>
        services.Configure<RouteOptions>(static routes => routes.SetParameterPolicy<KindConstraint>(KindConstraint.Name));
}
