namespace RobotFunctions.Local.Store;

/// <summary>The store's folder cannot be used. The message says why and what to do; nothing in the folder was changed.</summary>
public sealed class StoreRefusedException(string message) : Exception(message);
