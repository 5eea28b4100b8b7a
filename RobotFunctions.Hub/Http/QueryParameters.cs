using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace RobotFunctions.Hub.Http;

/// <summary>Refuses query parameters that an endpoint does not have: a misspelt filter must not mean no filter. Also those that are not of their type, by name.</summary>
/// <param name="Types">The types of those that the endpoint has, by name.</param>
internal sealed record QueryParameters(FrozenDictionary<string, Type> Types)
{
    /// <summary>Refuses other query parameters at these endpoints. They declare theirs with <see cref="FromQueryAttribute"/>, also in <c>[AsParameters]</c> types.</summary>
    public static void Declare(IEndpointConventionBuilder endpoints) => endpoints.Finally(static builder =>
    {
        if (builder.Metadata.OfType<MethodInfo>().FirstOrDefault() is { } handler)
        {
            builder.Metadata.Add(new QueryParameters(
                handler.GetParameters().SelectMany(Of).ToFrozenDictionary(static query => query.Name, static query => Nullable.GetUnderlyingType(query.Type) ?? query.Type, StringComparer.OrdinalIgnoreCase)));
        }
    });

    /// <summary>The answer to a request with a parameter that its endpoint does not have, or that is not of its type; null if it has none.</summary>
    public static Problem? Check(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>()?.Types is not { } known)
        {
            return null;
        }

        var given = context.Request.Query;
        if (given.Keys.FirstOrDefault(name => !known.ContainsKey(name)) is { } unknown)
        {
            var names = known.Count == 0 ? "This endpoint has none." : $"These are: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.";
            return Problem.BadRequest($"There is no query parameter '{Shown(unknown)}' here. {names}");
        }

        return given.FirstOrDefault(parameter => !Fits(parameter.Value.ToString(), known[parameter.Key])).Key is { } odd ? Problem.BadRequest(JsonProblems.NotOfItsType(odd)) : null;
    }

    // An empty one is taken as none.
    private static bool Fits(string value, Type type) => value.Length == 0
        || (type == typeof(int) ? int.TryParse(value, CultureInfo.InvariantCulture, out _)
        : type == typeof(Guid) ? Guid.TryParse(value, out _)
        : type == typeof(DateTimeOffset) ? DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _)
        : type != typeof(bool) || bool.TryParse(value, out _));

    private static string Shown(string name) => name.Length > 50 ? name[..50] + "..." : name;

    private static IEnumerable<(string Name, Type Type)> Of(ParameterInfo parameter) => parameter.IsDefined(typeof(AsParametersAttribute))
        ? parameter.ParameterType.GetProperties().Where(static property => property.GetCustomAttribute<FromQueryAttribute>()?.Name is not null)
            .Select(static property => (property.GetCustomAttribute<FromQueryAttribute>()!.Name!, property.PropertyType))
        : parameter.GetCustomAttribute<FromQueryAttribute>() is { } query ? [(query.Name ?? parameter.Name!, parameter.ParameterType)] : [];
}
