namespace RobotFunctions.Tests.Soak.Actions;

/// <summary>Something that happens. Its members, as they are printed, are all there is to it.</summary>
internal abstract record SoakAction
{
    /// <summary>What has to happen later, so that this is over; null when it is over at once.</summary>
    internal virtual SoakAction? End => null;

    /// <summary>Lets it happen.</summary>
    public abstract Task DoAsync(SoakWorld world);
}
