using System.Text.Json;
using static RobotFunctions.Simulator.Import.Rules;

namespace RobotFunctions.Simulator.Import;

/// <summary>A parsed line of a result file: an enhancement, a linked robot error, or neither.</summary>
/// <param name="ReferenceId">The reference it is about.</param>
/// <param name="Message">The message of a linked robot error.</param>
/// <param name="Problem">Why the line cannot be parsed; null if it can.</param>
internal readonly record struct ResultEntry(Guid ReferenceId, string? Message, string? Problem)
{
    private static readonly Rule EnhancementModel = Record(
        Optional("id", Uuid),
        Required("reference_id", Uuid),
        Required("source", Text),
        Required("visibility", OneOf("public", "restricted", "hidden")),
        Optional("robot_version", Text),
        Optional("derived_from", ListOf(Uuid)),
        Required("content", ContentRules.Content),
        Optional("created_at", Time));

    private static readonly Rule LinkedRobotError = Record(Required("reference_id", Uuid), Required("message", Text));

    /// <summary>The rule for an enhancement.</summary>
    public static Rule Enhancement => EnhancementModel;

    /// <summary>Reads a line. If a line is both, it is an enhancement, because that model has more fields.</summary>
    public static ResultEntry Read(JsonElement line)
    {
        var notAnEnhancement = Enhancement(line);
        if (notAnEnhancement is null)
        {
            return new(IdOf(line), null, null);
        }

        return LinkedRobotError(line) is { } notAnError
            ? new(default, null, $"Enhancement{notAnEnhancement}; LinkedRobotError{notAnError}")
            : new(IdOf(line), line.GetProperty("message").GetString(), null);
    }

    private static Guid IdOf(JsonElement line) => line.GetProperty("reference_id").GetGuid();
}
