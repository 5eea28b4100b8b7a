using System.Net.Http.Headers;
using System.Text.Json;

namespace RobotFunctions.Tests.Fakes;

/// <summary>An answer of the fake repository.</summary>
internal sealed record FakeAnswer(int Status, string Body, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    /// <summary>Its JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>A field of its JSON, as text; null when it is null.</summary>
    public string? this[string field] => Json.GetProperty(field).GetString();
}
