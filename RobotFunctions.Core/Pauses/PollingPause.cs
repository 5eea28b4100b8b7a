using System.Text.Json.Serialization;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Pauses;

/// <summary>A robot claims no work, since its settings would fail it.</summary>
/// <param name="Robot">The robot.</param>
/// <param name="Since">When it stopped claiming.</param>
/// <param name="Reason">What is wrong and what to do: a sentence for its operator, without secrets.</param>
/// <param name="Settings">Tells the settings of then from others: see <see cref="SettingsFingerprint"/>.</param>
public sealed record PollingPause(RobotId Robot, DateTimeOffset Since, string Reason, string Settings);

/// <summary>The JSON of pauses, in every store.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PollingPause))]
public sealed partial class PollingPauseJsonContext : JsonSerializerContext;
