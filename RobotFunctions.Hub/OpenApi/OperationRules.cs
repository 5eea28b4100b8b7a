using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.OpenApi;

/// <summary>Describes what is true of every operation: who may call it, how it refuses, and the headers that it understands.</summary>
internal static class OperationRules
{
    public const string Bearer = "bearer";
    public const string ApiKey = "api_key";

    private const string ProblemName = "Problem";

    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var document = context.Document!;
        var rule = context.Description.ActionDescriptor.EndpointMetadata.OfType<EndpointRule>().Last();
        operation.Description ??= Describe(rule);
        operation.Responses ??= [];
        if (document.Components?.Schemas?.ContainsKey(ProblemName) != true)
        {
            document.AddComponent(ProblemName, await context.GetOrCreateSchemaAsync(typeof(ProblemBody), cancellationToken: cancellation));
        }

        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "The request was refused or failed.",
            Content = new Dictionary<string, OpenApiMediaType> { [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference(ProblemName, document) } },
        };
        if (rule.OpenBecause is not null)
        {
            return;
        }

        operation.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKey, document)] = [] },
        ];
        if (HttpMethods.IsPost(context.Description.HttpMethod ?? ""))
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = Idempotency.Header,
                In = ParameterLocation.Header,
                Description = "The same key and request again give the first answer again, for 24 hours.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = Idempotency.MaxLength },
            });
        }
    }

    private static string Describe(EndpointRule rule) => rule switch
    {
        { OpenBecause: not null } => "Needs no credential.",
        { Scope: { } scope } => $"Needs the scope `{scope}`.",
        _ => "Needs a valid credential.",
    };
}
