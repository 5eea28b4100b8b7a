namespace RobotFunctions.Hub.Http;

/// <summary>The first answer to an idempotent request, to be given again.</summary>
/// <param name="Headers">The headers that belong to the content.</param>
/// <param name="Body">The content.</param>
internal sealed record RecordedAnswer(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private static readonly string[] Kept = ["Content-Type", "ETag", "Location"];

    /// <summary>Takes what belongs to the content of a response.</summary>
    public static RecordedAnswer Of(HttpResponse response, byte[] body) => new(
        Kept.Where(response.Headers.ContainsKey).ToDictionary(static name => name, name => response.Headers[name].ToString()),
        body);

    /// <summary>Gives the answer again.</summary>
    public async Task WriteAsync(HttpResponse response, int status)
    {
        response.StatusCode = status;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        response.Headers[Idempotency.ReplayedHeader] = "true";
        if (Body.Length > 0)
        {
            await response.Body.WriteAsync(Body);
        }
    }
}
