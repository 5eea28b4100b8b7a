using System.Net;
using System.Text;

namespace RobotFunctions.Tests.Fakes;

/// <summary>Records every call and gives the planned answers in order; a call nobody planned fails the test.</summary>
public sealed class RecordingHandler : HttpMessageHandler
{
    private readonly Queue<Func<RecordedCall, HttpResponseMessage>> _answers = [];
    private readonly List<RecordedCall> _calls = [];

    /// <summary>What was called so far, in order.</summary>
    public IReadOnlyList<RecordedCall> Calls => _calls;

    /// <summary>Plans an answer.</summary>
    public RecordingHandler Answer(int status, string body = "", params (string Name, string Value)[] headers) => Answer(_ =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    });

    /// <summary>Plans an answer that depends on the call, or a failure to be thrown.</summary>
    public RecordingHandler Answer(Func<RecordedCall, HttpResponseMessage> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = new RecordedCall(
            request.Method,
            request.RequestUri!,
            request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
                .ToDictionary(static header => header.Key, static header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken));
        lock (_calls)
        {
            _calls.Add(call);
            return _answers.TryDequeue(out var answer)
                ? answer(call)
                : throw new InvalidOperationException($"Nobody planned an answer to {call.Method} {call.Url}.");
        }
    }
}

/// <summary>A call that was made.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Url">Where it went.</param>
/// <param name="Headers">Its headers, the body's included.</param>
/// <param name="Body">Its body; null when it has none.</param>
public sealed record RecordedCall(HttpMethod Method, Uri Url, IReadOnlyDictionary<string, string> Headers, byte[]? Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body ?? []);
}
