using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>Verifies that every answer of the Hub in the tests is as <c>docs/openapi.json</c> describes it: its status, its type, and its JSON.</summary>
internal sealed partial class DescribedAnswers() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private static readonly JsonObject Document = JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../docs/openapi.json")))!.AsObject();

    private static readonly List<(Regex Path, JsonObject Operations)> Paths =
    [
        .. Document["paths"]!.AsObject().OrderBy(static path => path.Key.Count(static character => character == '{')).Select(static path => (new Regex($"^{Parameter().Replace(path.Key, "[^/]+")}/?$"), path.Value!.AsObject())),
    ];

    // With a registry of its own each: what the shared one has got is never given back, and is read while other tests add to it.
    private static readonly ConcurrentDictionary<string, Lazy<JsonSchema>> Schemas = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        var operations = Paths.Where(path => path.Path.IsMatch(request.RequestUri!.AbsolutePath)).Select(static path => path.Operations).FirstOrDefault();
        if (operations?[request.Method.Method.ToLowerInvariant()]?["responses"] is JsonObject described)
        {
            await VerifyAsync($"{request.Method} {request.RequestUri!.AbsolutePath}", answer, described, cancellationToken);
        }

        return answer;
    }

    private static async Task VerifyAsync(string what, HttpResponseMessage answer, JsonObject described, CancellationToken cancellation)
    {
        var status = (int)answer.StatusCode;
        var expected = described[$"{status}"] ?? (status >= 400 ? described["default"] : null);
        Assert.True(expected is not null, $"{what} was answered with {status}, which docs/openapi.json does not describe.");
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (expected["content"] is not JsonObject content)
        {
            Assert.True(body.Length == 0, $"{what} was answered with a body, which docs/openapi.json does not describe.");
            return;
        }

        Assert.True(type is not null && content[type] is not null, $"{what} was answered with {type}, which docs/openapi.json does not describe.");
        if (!type.EndsWith("json", StringComparison.Ordinal))
        {
            return;
        }

        var result = SchemaOf(content[type]!["schema"]!).Evaluate(JsonElement.Parse(body));
        Assert.True(result.IsValid, $"{what} was answered with {body}, which is not as docs/openapi.json describes it.");
    }

    private static JsonSchema SchemaOf(JsonNode schema) => Schemas.GetOrAdd(schema.ToJsonString(), static text => new Lazy<JsonSchema>(() =>
    {
        var whole = new JsonObject { ["$defs"] = Document["components"]!["schemas"]!.DeepClone(), ["allOf"] = new JsonArray(JsonNode.Parse(text)) };
        return JsonSchema.FromText(
            whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal), new BuildOptions { SchemaRegistry = new SchemaRegistry() });
    })).Value;

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
