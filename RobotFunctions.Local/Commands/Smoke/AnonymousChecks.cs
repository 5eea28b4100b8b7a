using System.Net.Http.Headers;
using RobotFunctions.Core.Checks;

namespace RobotFunctions.Local.Commands.Smoke;

/// <summary>Checks a robot's responses to a caller without signature and key.</summary>
internal sealed class AnonymousChecks(Uri robot, CheckTimeout timeout, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ReadyInterval = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Waits until <c>GET /ready</c> returns 200.</summary>
    public Task<CheckResult> ReadyAsync(CancellationToken cancellation)
    {
        var last = "It has not answered.";
        return timeout.RunAsync(
            async token =>
            {
                while (true)
                {
                    var (status, problem) = await SendAsync(HttpMethod.Get, "/ready", token);
                    if (status == StatusCodes.Status200OK)
                    {
                        return new CheckResult("ready", CheckVerdict.Passed, "GET /ready answered 200.");
                    }

                    last = problem ?? $"Its last answer was {status}.";
                    await Task.Delay(ReadyInterval, time, token);
                }
            },
            seconds => new CheckResult(
                "ready",
                CheckVerdict.Failed,
                $"{robot} was not ready within {seconds} seconds. {last} Check the URL, what GET /ready lists as failed, and the robot's log."),
            cancellation);
    }

    /// <summary>Whether an endpoint rejects the caller with 401 or 403 before it checks anything else.</summary>
    /// <param name="method">Its method; a POST has the body <c>{}</c>, which starts nothing.</param>
    /// <param name="path">Its path.</param>
    /// <param name="advice">What to do if it is open.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<CheckResult> ClosedAsync(HttpMethod method, string path, string advice, CancellationToken cancellation)
    {
        var subject = $"closed: {method} {path}";
        return timeout.RunAsync(
            async token =>
            {
                var (status, problem) = await SendAsync(method, path, token);
                return status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden
                    ? new CheckResult(subject, CheckVerdict.Passed, $"An anonymous call was refused with {status}.")
                    : new CheckResult(subject, CheckVerdict.Failed, problem ?? $"An anonymous call was answered with {status} instead of 401. {advice}");
            },
            seconds => new CheckResult(subject, CheckVerdict.Failed, $"No answer within {seconds} seconds. See the robot's log."),
            cancellation);
    }

    public void Dispose() => _http.Dispose();

    private async Task<(int? Status, string? Problem)> SendAsync(HttpMethod method, string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, robot.OriginalString.TrimEnd('/') + path);
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent("{}", new MediaTypeHeaderValue("application/json"));
        }

        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return ((int)response.StatusCode, null);
        }
        catch (HttpRequestException exception)
        {
            return (null, $"No answer: {exception.Message}.");
        }
    }
}
