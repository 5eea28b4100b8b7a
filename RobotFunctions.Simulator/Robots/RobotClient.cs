using System.Net.Http.Headers;
using RobotFunctions.Core.Signing;

namespace RobotFunctions.Simulator.Robots;

/// <summary>Pushes requests to robots: signed, without retries, with a short time-out and without redirects (protocol 1.1).</summary>
internal sealed class RobotClient(TimeProvider time, TimeSpan timeout) : IDisposable
{
    private readonly RequestSigner _signer = new(time);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = timeout })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Posts a body to <c>/single/</c> or <c>/batch/</c> below the robot's base URL.</summary>
    public async Task<RobotAnswer> PostAsync(RegisteredRobot robot, string endpoint, byte[] body, CancellationToken cancellation)
    {
        var baseUrl = robot.BaseUrl ?? throw new InvalidOperationException($"Robot {robot.Id} has no base URL. Set it before pushing.");
        using var request = new HttpRequestMessage(HttpMethod.Post, baseUrl.OriginalString.TrimEnd('/') + endpoint);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var signature = _signer.Sign(new RobotIdentity(robot.Id, robot.Secrets), body);
        request.Headers.TryAddWithoutValidation(SignatureHeaders.AuthorizationName, signature.Authorization);
        request.Headers.TryAddWithoutValidation(SignatureHeaders.ClientIdName, signature.ClientId);
        request.Headers.TryAddWithoutValidation(SignatureHeaders.TimestampName, signature.Timestamp);

        using var timeUp = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeUp.Token, cancellation);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            var status = (int)response.StatusCode;
            return status switch
            {
                202 => new RobotAnswer(status, null),
                < 500 => new RobotAnswer(status, await response.Content.ReadAsStringAsync(either.Token)),
                _ => Unreachable(robot, status),
            };
        }
        catch (HttpRequestException)
        {
            return Unreachable(robot, null);
        }
        catch (OperationCanceledException) when (timeUp.IsCancellationRequested)
        {
            return Unreachable(robot, null);
        }
    }

    public void Dispose() => _http.Dispose();

    private static RobotAnswer Unreachable(RegisteredRobot robot, int? status) => new(status, $"Cannot request enhancement from Robot {robot.Id}.");
}
