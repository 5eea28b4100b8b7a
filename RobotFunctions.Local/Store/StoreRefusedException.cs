namespace RobotFunctions.Local.Store;

/// <summary>The store's folder cannot be used as it is. The message tells a person why and what to do; nothing in the folder was touched.</summary>
public sealed class StoreRefusedException(string message) : Exception(message);
