namespace RobotFunctions.Core.Storage;

/// <summary>More was written to a buffer than its limit allows.</summary>
internal sealed class BufferFullException() : Exception("The buffer's limit is reached.");
