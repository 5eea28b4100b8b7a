namespace RobotFunctions.Hub.Store;

/// <summary>The Hub cannot work with its store as it is; the message says why and what to do.</summary>
public sealed class StoreRefusedException(string message, Exception? inner = null) : Exception(message, inner);
