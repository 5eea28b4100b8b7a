using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Topics;

/// <summary>The JSON of topics.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TopicBody))]
[JsonSerializable(typeof(TopicView))]
[JsonSerializable(typeof(Page<TopicView>))]
[JsonSerializable(typeof(TopicDocument))]
internal sealed partial class TopicJson : JsonSerializerContext;
