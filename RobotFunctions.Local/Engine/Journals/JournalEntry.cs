using System.Text.Json;
using System.Text.Json.Serialization;
using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Local.Engine.Journals;

/// <summary>One line of a run's journal: an event of the run. Replaying the events in order restores the run's state.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RunAccepted), "accepted")]
[JsonDerivedType(typeof(RunBegun), "begun")]
[JsonDerivedType(typeof(StepFinished), "step")]
[JsonDerivedType(typeof(TimerFired), "timer")]
[JsonDerivedType(typeof(CancellationRequested), "cancel")]
internal abstract record JournalEntry
{
    /// <summary>The time of the event, which is the run's time while it is handled.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>The first line, written before the sender gets its response.</summary>
/// <param name="Request">The <see cref="AcceptedRequest"/>, in Core's JSON.</param>
internal sealed record RunAccepted(JsonElement Request) : JournalEntry;

/// <summary>The run left the queue. It keeps this plan even if the configuration changes.</summary>
internal sealed record RunBegun(RunPlan Plan) : JournalEntry;

/// <summary>A call of a step ended.</summary>
internal sealed record StepFinished(StepCall Call, JsonElement Outcome) : JournalEntry;

/// <summary>A timer fired.</summary>
/// <param name="Timer">The number of the timer, in the order in which the run started them.</param>
internal sealed record TimerFired(int Timer) : JournalEntry;

/// <summary>An operator requested the cancellation of the run.</summary>
internal sealed record CancellationRequested : JournalEntry;

/// <summary>One call of a step in one run.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Key">The step's key for the input, for example the chunk's index.</param>
/// <param name="Number">The number of earlier calls of the same step and key.</param>
internal readonly record struct StepCall(string Step, string Key, int Number);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    MaxDepth = ProtocolLimits.RecordDepth,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(RunStatus))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;
