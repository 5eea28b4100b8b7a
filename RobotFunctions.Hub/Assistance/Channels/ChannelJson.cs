using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Assistance.Channels;

/// <summary>The JSON of channels.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChannelSettings))]
[JsonSerializable(typeof(ChannelCreation))]
[JsonSerializable(typeof(ChannelPatch))]
[JsonSerializable(typeof(ChannelTest))]
[JsonSerializable(typeof(Page<ChannelAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<RecipientAnswer>))]
internal sealed partial class ChannelJson : JsonSerializerContext;
