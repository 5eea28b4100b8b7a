using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Functions.Worker.Http;
using RobotFunctions.Core.Endpoints;
using RobotFunctions.Core.Intake;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary>Core's answers as responses of the Functions host.</summary>
internal static class Answers
{
    /// <summary>The intake's response: 202 with the status URL, or problem details.</summary>
    public static HttpResponseData Answer(this HttpRequestData request, IntakeAnswer answer)
    {
        if (answer.Request is { } accepted)
        {
            var status = new Uri(request.Url, $"/requests/{accepted}");
            return request.Json(answer.Status, new AcceptedAnswer(accepted, status.ToString()), EndpointJsonContext.Default.AcceptedAnswer);
        }

        var response = request.Problem(answer.Status, answer.Detail!);
        if (answer.RetryAfter is { } wait)
        {
            response.Headers.Add("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        return response;
    }

    /// <summary>A problem details response.</summary>
    public static HttpResponseData Problem(this HttpRequestData request, int status, string detail) =>
        request.Json(status, ProblemAnswer.Of(status, detail), EndpointJsonContext.Default.ProblemAnswer, ProblemAnswer.MediaType);

    /// <summary>A JSON response.</summary>
    public static HttpResponseData Json<T>(
        this HttpRequestData request,
        int status,
        T value,
        JsonTypeInfo<T> type,
        string mediaType = "application/json")
    {
        var response = request.CreateResponse((HttpStatusCode)status);
        response.Headers.Add("Content-Type", mediaType);
        response.Body.Write(JsonSerializer.SerializeToUtf8Bytes(value, type));
        return response;
    }
}
