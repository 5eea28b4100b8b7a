using Microsoft.AspNetCore.Authentication;

namespace RobotFunctions.Hub.Access;

/// <summary>Registers who may do what.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<SharedSessions>();
        services.AddSingleton<TokenValidator>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, MachineAuthentication>(MachineAuthentication.SchemeName, null);
        services.AddAuthorization();
        return services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccessJson.Default));
    }
}
