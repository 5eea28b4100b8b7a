using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using RobotFunctions.Hub.Configuration;

namespace RobotFunctions.Hub.People;

/// <summary>Where people sign out at the OpenID Connect provider (RP-Initiated Logout 1.0).</summary>
internal sealed class OidcSignOut(IOptionsMonitor<OpenIdConnectOptions> schemes, HubOptions options)
{
    /// <summary>
    /// The address, from the provider's discovery document. It names the Hub by its client id: the Hub keeps no ID tokens, which would say more, and providers
    /// ask the person then. It asks for no way back, which would have to be registered.
    /// </summary>
    /// <returns>Null if there is no provider, or it has no such address.</returns>
    public async Task<string?> FindAsync(CancellationToken cancellation)
    {
        if (options.SignIn.Oidc.Authority is null)
        {
            return null;
        }

        var provider = schemes.Get(OidcServices.SchemeName);
        var discovered = await provider.ConfigurationManager!.GetConfigurationAsync(cancellation);
        return string.IsNullOrEmpty(discovered.EndSessionEndpoint) ? null : QueryHelpers.AddQueryString(discovered.EndSessionEndpoint, "client_id", provider.ClientId!);
    }
}
