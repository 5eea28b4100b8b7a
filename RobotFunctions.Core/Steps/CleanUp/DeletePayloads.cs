using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.CleanUp;

/// <summary>Removes everything a batch left in the store.</summary>
internal sealed class DeletePayloads(IBatchStore store) : IStep<Batch, Nothing>
{
    /// <inheritdoc/>
    public async Task<StepOutcome<Nothing>> RunAsync(Batch input, CancellationToken cancellation)
    {
        await store.DeleteAllAsync(input.Id, cancellation);
        return Nothing.Value;
    }
}
