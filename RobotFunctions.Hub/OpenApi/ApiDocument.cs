using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RobotFunctions.Hub.Access;
using RobotFunctions.Hub.Http;
using Scalar.AspNetCore;

namespace RobotFunctions.Hub.OpenApi;

/// <summary>The description of the API (OpenAPI 3.1) at <c>/openapi/v1.json</c>, and a page that shows it at <c>/docs</c>. Neither loads anything from elsewhere.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const string Why = "The description of the API is public: it has no data.";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, static options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(OperationRules.DescribeAsync);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnyone(Why);
        app.MapScalarApiReference("/docs", static (options, context) =>
        {
            options.WithTitle("Hub").AddDocument(Name).DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().DisableDefaultFonts().WithNonce();
            context.Response.OnStarting(static state =>
            {
                var context = (HttpContext)state;
                context.Response.Headers.ContentSecurityPolicy =
                    $"default-src 'none'; script-src 'self' 'nonce-{context.Items[ScalarOptions.NonceHttpContextItemKey]}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
                return Task.CompletedTask;
            }, context);
        }).AllowAnyone(Why);
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "RobotFunctions Hub",
            Version = Name,
            Description = "Where people and other systems meet the robots. Errors are problems (RFC 9457); lists have cursors; any POST takes an Idempotency-Key.",
            License = new OpenApiLicense { Name = "Apache License 2.0", Identifier = "Apache-2.0" },
            Contact = new OpenApiContact { Name = "The operator of this Hub" },
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [OperationRules.Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, or a JSON Web Token of the configured issuer." },
            [OperationRules.ApiKey] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = Credential.KeyHeader, Description = "An API key." },
        };
        return Task.CompletedTask;
    }
}
