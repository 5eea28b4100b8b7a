namespace RobotFunctions.Hub.Delivery;

/// <summary>Sends what is due for one destination, whenever it is woken.</summary>
internal interface IPump
{
    /// <summary>Makes it look for what is due.</summary>
    void Wake();

    /// <summary>Runs until it is told to stop, and all its sends have ended and are recorded.</summary>
    Task RunAsync(CancellationToken stopping);
}
