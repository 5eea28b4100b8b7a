using System.Text.Json;
using System.Text.Json.Nodes;

namespace RobotFunctions.Hub.Http;

/// <summary>A JSON object as it was sent: a member that is null differs from one that is absent. Endpoints take it as a parameter, and state with <c>Accepts</c> what it is.</summary>
/// <param name="Members">Its members.</param>
internal sealed record JsonBody(JsonObject Members)
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="BadHttpRequestException">It is not a JSON object.</exception>
    public static async ValueTask<JsonBody> BindAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException("The body is not JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, documentOptions: Options, cancellationToken: context.RequestAborted) is JsonObject members
                ? new JsonBody(members)
                : throw new JsonException("The body is not an object.");
        }
        catch (JsonException invalid)
        {
            throw new BadHttpRequestException("The body is not a JSON object.", StatusCodes.Status400BadRequest, invalid);
        }
    }

    /// <summary>Sets members of an object to what was sent. One that is null is removed, which gives it its default.</summary>
    public static void Merge(JsonObject target, JsonObject sent)
    {
        foreach (var (name, value) in sent)
        {
            target.Remove(name);
            if (value is not null)
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
