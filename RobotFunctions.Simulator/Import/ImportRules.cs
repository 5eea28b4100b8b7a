using RobotFunctions.Simulator.Robots;

namespace RobotFunctions.Simulator.Import;

/// <summary>How imports differ between generations (protocol section 3).</summary>
/// <param name="OneAnswerEach">Whether only the first answer for a reference counts; in G1 to G2 all of them are imported.</param>
/// <param name="MayWriteRaw">Whether the robot may send raw enhancements.</param>
/// <param name="Imported">The enhancements imported before, for detecting exact duplicates; null if nothing is discarded.</param>
internal sealed record ImportRules(bool OneAnswerEach, bool MayWriteRaw, ImportedEnhancements? Imported)
{
    /// <summary>G1, G1.5 and G2.</summary>
    public static ImportRules OfPushes { get; } = new(OneAnswerEach: false, MayWriteRaw: true, Imported: null);

    /// <summary>G3.</summary>
    public static ImportRules OfPolls(RegisteredRobot robot, ImportedEnhancements imported) =>
        new(OneAnswerEach: true, robot.Entitlements.Contains("raw_enhancement_writer"), imported);
}
