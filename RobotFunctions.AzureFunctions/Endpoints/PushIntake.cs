using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RobotFunctions.AzureFunctions.Engine;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Intake;
using RobotFunctions.Core.Signing;
using RobotFunctions.Core.Telemetry;

namespace RobotFunctions.AzureFunctions.Endpoints;

/// <summary>Passes pushes of the repository from the Functions host to the intake, within a time limit.</summary>
internal sealed partial class PushIntake(HostEngine engine, IOptions<LimitsOptions> limits, TimeProvider time, ILogger<PushIntake> logger) : IDisposable
{
    /// <summary>How long a push may wait for the store and the engine. A repository gives up after five seconds and records the push as failed, even if the robot accepts it later.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(3);

    /// <summary>How many pushes are stored and started at once. In a burst, the first ones are accepted in time; if all ran at once, none might be.</summary>
    public const int StartsAtOnce = 16;

    private readonly SemaphoreSlim _starts = new(StartsAtOnce);

    /// <summary>Passes the body's bytes and the signature headers to <paramref name="take"/> and returns its response.</summary>
    public async Task<HttpResponseData> TakeAsync(
        HttpRequestData request,
        DurableTaskClient client,
        Func<IntakeRequest, CancellationToken, Task<IntakeAnswer>> take,
        CancellationToken cancellation)
    {
        engine.Connect(client);
        var limit = limits.Value.RequestBytes;
        if (await BoundedBody.ReadAsync(request.Body, limit, cancellation) is not { } body)
        {
            RobotMetrics.RequestRefused(413);
            return request.Answer(IntakeAnswer.TooLarge(limit));
        }

        var headers = new SignatureHeaders(
            Header(request, SignatureHeaders.AuthorizationName),
            Header(request, SignatureHeaders.ClientIdName),
            Header(request, SignatureHeaders.TimestampName));

        // The Functions host forwards every request, so no request is trusted for coming from this machine.
        return request.Answer(await TakeInTimeAsync(new IntakeRequest(headers, body, FromOperator: false), take, cancellation));
    }

    /// <inheritdoc/>
    public void Dispose() => _starts.Dispose();

    private async Task<IntakeAnswer> TakeInTimeAsync(
        IntakeRequest request,
        Func<IntakeRequest, CancellationToken, Task<IntakeAnswer>> take,
        CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            await _starts.WaitAsync(either.Token);
            try
            {
                return await take(request, either.Token);
            }
            finally
            {
                _starts.Release();
            }
        }
        catch (OperationCanceledException exception) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            LogLate(AnswerTimeout, exception);
            RobotMetrics.RequestRefused(503);
            return IntakeAnswer.Unavailable("The robot's store or engine did not respond in time. Send the request again later.");
        }
    }

    // A repeated header counts as missing: it is ambiguous which value was meant.
    private static string? Header(HttpRequestData request, string name) =>
        request.Headers.TryGetValues(name, out var values) && values.ToList() is [var only] ? only : null;

    [LoggerMessage(1, LogLevel.Error, "The app's store or engine did not answer within {Limit}; the request was refused with 503")]
    private partial void LogLate(TimeSpan limit, Exception exception);
}
