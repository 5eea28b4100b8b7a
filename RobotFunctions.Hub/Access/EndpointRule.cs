using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Access;

/// <summary>Who may call an endpoint. Each endpoint of the Hub states it, or the Hub does not start.</summary>
/// <param name="Scope">The scope that a credential needs; null if any credential will do, or none is needed.</param>
/// <param name="OpenBecause">Why anyone may call it, without a credential; null if they may not.</param>
/// <param name="Administrator">Whether only administrators of the instance may call it.</param>
internal sealed record EndpointRule(string? Scope, string? OpenBecause, bool Administrator = false);

/// <summary>States the rules of endpoints.</summary>
internal static class EndpointRules
{
    /// <summary>The endpoint needs a credential with a scope of <see cref="Scopes"/>.</summary>
    public static T RequireScope<T>(this T endpoint, string scope)
        where T : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireClaim(Caller.ScopeClaim, scope)).WithMetadata(new EndpointRule(scope, null));

    /// <summary>The endpoint needs a valid credential, whatever its scopes.</summary>
    public static T RequireCredential<T>(this T endpoint)
        where T : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(static policy => policy.RequireAuthenticatedUser()).WithMetadata(new EndpointRule(null, null));

    /// <summary>The page needs a person who administers the instance.</summary>
    public static T RequireAdministrator<T>(this T endpoint)
        where T : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(static policy => policy.RequireAuthenticatedUser().RequireClaim(Caller.AdministratorClaim)).WithMetadata(new EndpointRule(null, null, Administrator: true));

    /// <summary>The endpoint needs no credential.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="why">Why that is safe.</param>
    public static T AllowAnyone<T>(this T endpoint, string why)
        where T : IEndpointConventionBuilder => endpoint.AllowAnonymous().WithMetadata(new EndpointRule(null, why));

    /// <summary>Verifies that every endpoint states its rule.</summary>
    /// <exception cref="InvalidOperationException">One does not.</exception>
    public static void VerifyRules(this IEndpointRouteBuilder app)
    {
        var silent = app.DataSources.SelectMany(static source => source.Endpoints).Where(static endpoint => endpoint.Metadata.GetMetadata<EndpointRule>() is null).ToList();
        if (silent.Count > 0)
        {
            throw new InvalidOperationException(
                $"These endpoints do not say who may call them: {string.Join(", ", silent.Select(static endpoint => endpoint.DisplayName))}. Add RequireScope, RequireCredential, RequireAdministrator or AllowAnyone.");
        }
    }
}
