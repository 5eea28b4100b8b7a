namespace RobotFunctions.Local.Commands.Demo;

/// <summary>The demo cannot continue; the message says why.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);
