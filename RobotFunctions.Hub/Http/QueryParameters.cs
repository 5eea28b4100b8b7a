using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace RobotFunctions.Hub.Http;

/// <summary>Refuses query parameters that an endpoint does not have: a misspelt filter must not mean no filter.</summary>
/// <param name="Names">The names that the endpoint has.</param>
internal sealed record QueryParameters(FrozenSet<string> Names)
{
    /// <summary>Refuses unknown query parameters at these endpoints. They declare theirs with <see cref="FromQueryAttribute"/>, also in <c>[AsParameters]</c> types.</summary>
    public static void Declare(IEndpointConventionBuilder endpoints) => endpoints.Finally(static builder =>
    {
        if (builder.Metadata.OfType<MethodInfo>().FirstOrDefault() is { } handler)
        {
            builder.Metadata.Add(new QueryParameters(handler.GetParameters().SelectMany(NamesOf).ToFrozenSet(StringComparer.OrdinalIgnoreCase)));
        }
    });

    /// <summary>The answer to a request with a parameter that its endpoint does not have; null if it has none.</summary>
    public static Problem? Check(HttpContext context)
    {
        var known = context.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>()?.Names;
        return known is not null && context.Request.Query.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? Problem.BadRequest($"There is no query parameter '{Shown(unknown)}' here. {(known.Count == 0 ? "This endpoint has none." : $"These are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.")}")
            : null;
    }

    private static string Shown(string name) => name.Length > 50 ? name[..50] + "..." : name;

    private static IEnumerable<string> NamesOf(ParameterInfo parameter) => parameter.IsDefined(typeof(AsParametersAttribute))
        ? parameter.ParameterType.GetProperties().Select(static property => property.GetCustomAttribute<FromQueryAttribute>()?.Name).OfType<string>()
        : parameter.GetCustomAttribute<FromQueryAttribute>() is { } query ? [query.Name ?? parameter.Name!] : [];
}
