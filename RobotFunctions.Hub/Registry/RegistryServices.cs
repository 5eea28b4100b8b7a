namespace RobotFunctions.Hub.Registry;

/// <summary>Registers the registry.</summary>
internal static class RegistryServices
{
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.AddSingleton<RegistryChanges>();
        services.AddSingleton<RegistryObjects>();
        services.AddSingleton<RegistrySessions>();
        services.AddSingleton<SessionClaims>();
        services.AddHostedService<SessionExpiry>();
        return services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, RegistryJson.Default));
    }
}
