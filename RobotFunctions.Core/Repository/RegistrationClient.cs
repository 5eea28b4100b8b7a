using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Repository;

/// <summary>
/// Registers robots at the repository, and gets new secrets for them, with the bearer token of a person or a service (protocol section 6). Each call is
/// made once: it is not idempotent. Failures of the repository and the network are returned as values.
/// </summary>
public sealed class RegistrationClient(IHttpClientFactory clients, IOptions<RepositoryOptions> repository, TimeProvider time)
{
    private const int MostAnswerBytes = 64 * 1024;

    private string Robots => ApiGenerations.ParsePush(repository.Value.Api) == ApiGeneration.G1 ? "robot/" : "v1/robots/";

    /// <summary>Registers a robot.</summary>
    /// <param name="robot">The robot.</param>
    /// <param name="token">A bearer token with the role <c>robot.writer</c>.</param>
    /// <param name="cancellation">Cancels the call, which may have arrived.</param>
    public Task<StepOutcome<ProvisionedRobot>> RegisterAsync(RobotRegistration robot, string token, CancellationToken cancellation)
    {
        var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(robot, RegistrationJsonContext.Default.RobotRegistration));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return PostAsync(Robots, body, token, cancellation);
    }

    /// <summary>Gets a new secret for a robot; the old one is invalid at once.</summary>
    /// <inheritdoc cref="RegisterAsync"/>
    public Task<StepOutcome<ProvisionedRobot>> RotateSecretAsync(RobotId robot, string token, CancellationToken cancellation) =>
        PostAsync($"{Robots}{robot}/secret/", body: null, token, cancellation);

    private async Task<StepOutcome<ProvisionedRobot>> PostAsync(string path, HttpContent? body, string token, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(repository.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(SignedCalls.BaseUrl(repository.Value.Url), path)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var client = clients.CreateClient(SignedCalls.ClientName);
        client.MaxResponseContentBufferSize = MostAnswerBytes;
        try
        {
            using var response = await client.SendAsync(request, either.Token);
            var answer = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response.IsSuccessStatusCode ? Read(answer) : RegistrationFailures.Of((int)response.StatusCode, answer);
        }
        catch (HttpRequestException exception)
        {
            return RegistrationFailures.NoAnswer(exception.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return RegistrationFailures.NoAnswer("The repository did not answer in time.");
        }
    }

    private static StepOutcome<ProvisionedRobot> Read(byte[] answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, RegistrationJsonContext.Default.ProvisionedRobotAnswer) is { ClientSecret: { Length: > 0 } secret } robot
                && RobotId.TryParse(robot.Id, out var id)
                && !secret.Any(char.IsControl)
                    ? new ProvisionedRobot(id, secret)
                    : RegistrationFailures.NoAnswer("The repository's answer has no id or no client_secret.");
        }
        catch (JsonException)
        {
            return RegistrationFailures.NoAnswer("The repository's answer is not JSON.");
        }
    }
}
