namespace RobotFunctions.Hub.Registry.Files;

/// <summary>Registers what applies files.</summary>
internal static class RegistryFileServices
{
    public static IServiceCollection AddRegistryFiles(this IServiceCollection services) => services.AddSingleton<RegistryFiles>();
}
