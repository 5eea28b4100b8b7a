using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using YamlDotNet.Serialization;

namespace RobotFunctions.HubTests.Docs;

/// <summary><c>compose.yaml</c>, which is not run here: there is no container engine.</summary>
public sealed class ComposeFileTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "compose.yaml"));

    private static readonly JsonNode Compose = JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(new DeserializerBuilder().Build().Deserialize<object>(Text)))!;

    [Fact]
    public void It_is_valid_by_the_schema_of_the_Compose_Specification()
    {
        // The schema spells the id of its draft in a way of its own.
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "compose", "compose-spec.json"));
        var schema = JsonSchema.FromText(text.Replace("https://json-schema.org/draft-07/schema\"", "http://json-schema.org/draft-07/schema#\"", StringComparison.Ordinal));

        var result = schema.Evaluate(JsonSerializer.SerializeToElement(Compose), new EvaluationOptions { OutputFormat = OutputFormat.List });

        Assert.True(result.IsValid, string.Join('\n', (result.Details ?? []).Where(static detail => detail.Errors is not null).SelectMany(static detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))));
    }

    [Fact]
    public void Every_service_says_whether_it_is_healthy_and_publishes_on_this_machine_only()
    {
        foreach (var (name, service) in Compose["services"]!.AsObject())
        {
            // The image of the robot has a health check of its own.
            Assert.True(name == "robot" || service!["healthcheck"] is not null, name);
            Assert.All(service!["ports"]?.AsArray() ?? [], port => Assert.StartsWith("127.0.0.1:", (string?)port, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void It_has_no_secret()
    {
        foreach (var (name, value) in Compose["services"]!.AsObject().SelectMany(static service => service.Value!["environment"]?.AsObject() ?? []))
        {
            var isSecret = name.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Key", StringComparison.Ordinal) || ((string?)value)!.Contains('@', StringComparison.Ordinal);
            Assert.True(!isSecret || name.EndsWith("__From", StringComparison.Ordinal) || ((string?)value)!.Contains("${", StringComparison.Ordinal), name);
        }
    }
}
