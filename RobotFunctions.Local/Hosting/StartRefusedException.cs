namespace RobotFunctions.Local.Hosting;

/// <summary>The host must not start with this configuration; the message says why and what to do.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
