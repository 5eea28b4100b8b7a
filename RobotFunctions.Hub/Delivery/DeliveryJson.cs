using System.Text.Json.Serialization;
using RobotFunctions.Hub.Http;

namespace RobotFunctions.Hub.Delivery;

/// <summary>The JSON of subscriptions and deliveries.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SubscriptionCreation))]
[JsonSerializable(typeof(SubscriptionPatch))]
[JsonSerializable(typeof(SubscriptionRotation))]
[JsonSerializable(typeof(SubscriptionEnabling))]
[JsonSerializable(typeof(Page<SubscriptionAnswer>))]
[JsonSerializable(typeof(Page<DeliveryAnswer>))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(Page<RawJson>))]
internal sealed partial class DeliveryJson : JsonSerializerContext;
