using RobotFunctions.Core.Batches;

namespace RobotFunctions.Core.Steps;

/// <summary>What all inputs of steps have in common.</summary>
internal static class StepInput
{
    /// <summary>The batch that a step works for.</summary>
    public static Batch BatchOf<TInput>(TInput input) => input switch
    {
        Batch batch => batch,
        ChunkInput chunk => chunk.Batch,
        UploadInput upload => upload.Batch,
        ReportInput report => report.Batch,
        DeadLetterInput letter => letter.Report.Batch,
        _ => throw new InvalidOperationException($"{typeof(TInput)} names no batch."),
    };
}
