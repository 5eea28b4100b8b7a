using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Storage;

namespace RobotFunctions.Core.Steps.CleanUp;

/// <summary>Removes all payloads of a batch from the store.</summary>
internal sealed class DeletePayloads(IBatchStore store) : IStep<Batch, Unit>
{
    /// <inheritdoc/>
    public async Task<StepOutcome<Unit>> RunAsync(Batch input, CancellationToken cancellation)
    {
        await store.DeleteAllAsync(input.Id, cancellation);
        return Unit.Value;
    }
}
