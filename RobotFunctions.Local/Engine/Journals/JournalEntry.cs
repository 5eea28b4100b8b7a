using System.Text.Json;
using System.Text.Json.Serialization;
using RobotFunctions.Core.Batches;

namespace RobotFunctions.Local.Engine.Journals;

/// <summary>One line of a run's journal: something that happened to it. Told again in the same order, they bring the run back to where it was.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RunAccepted), "accepted")]
[JsonDerivedType(typeof(RunBegun), "begun")]
[JsonDerivedType(typeof(StepFinished), "step")]
[JsonDerivedType(typeof(TimerFired), "timer")]
[JsonDerivedType(typeof(CancellationRequested), "cancel")]
internal abstract record JournalEntry
{
    /// <summary>When it happened: the run's time while it deals with it.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>The first line, there before the sender gets its answer.</summary>
/// <param name="Request">The <see cref="AcceptedRequest"/>, in the words of Core's own JSON.</param>
internal sealed record RunAccepted(JsonElement Request) : JournalEntry;

/// <summary>The run left the queue. It keeps to this plan, whatever the configuration says after a restart.</summary>
internal sealed record RunBegun(RunPlan Plan) : JournalEntry;

/// <summary>A call of a step ended.</summary>
internal sealed record StepFinished(StepCall Call, JsonElement Outcome) : JournalEntry;

/// <summary>A wait is over.</summary>
/// <param name="Timer">Which, in the order in which the run began them.</param>
internal sealed record TimerFired(int Timer) : JournalEntry;

/// <summary>An operator asked for the run's end.</summary>
internal sealed record CancellationRequested : JournalEntry;

/// <summary>One call of a step in one run.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Key">Its key for this input, for example the chunk's index.</param>
/// <param name="Number">How many calls of the same step and key came before.</param>
internal readonly record struct StepCall(string Step, string Key, int Number);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(RunStatus))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;
