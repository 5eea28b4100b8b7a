namespace RobotFunctions.Core.Steps.Download;

/// <summary>A reference file breaks a limit; the message says which, and what to do.</summary>
internal sealed class FileTooLargeException(string message) : Exception(message);
