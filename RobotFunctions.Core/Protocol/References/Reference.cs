namespace RobotFunctions.Core.Protocol.References;

public sealed class Reference;
