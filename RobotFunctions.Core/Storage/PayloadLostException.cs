namespace RobotFunctions.Core.Storage;

/// <summary>A payload that an earlier step stored is missing or damaged.</summary>
internal sealed class PayloadLostException(string message) : Exception(message);
