using RobotFunctions.Core.Batches;
using RobotFunctions.Core.Configuration;
using RobotFunctions.Core.Failures;
using RobotFunctions.Core.Repository;

namespace RobotFunctions.Core.Steps.Report;

/// <summary>Renews the lease of a polled batch by its full time (protocol 1.5).</summary>
internal sealed class RenewLease(ConfiguredRobots robots, RepositoryClient repository) : IStep<Batch, RenewedLease>
{
    /// <inheritdoc/>
    public Task<StepOutcome<RenewedLease>> RunAsync(Batch input, CancellationToken cancellation) =>
        repository.RenewLeaseAsync(robots.Get(input.Robot).Identity, input.Id, input.Lease!.Duration, cancellation);
}
