using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Delivery;

/// <summary>
/// What another area does when an event is recorded, in the transaction of the change that the event tells of: either all is stored, or nothing. By it areas
/// meet that do not know each other.
/// </summary>
internal interface IEventReaction
{
    /// <summary>Reacts to an event.</summary>
    /// <param name="store">The store in the transaction.</param>
    /// <param name="occurred">What happened.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    Task ReactAsync(HubStore store, OccurredEvent occurred, CancellationToken cancellation);
}
