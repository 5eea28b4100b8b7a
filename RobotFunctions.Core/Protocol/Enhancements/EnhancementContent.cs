namespace RobotFunctions.Core.Protocol.Enhancements;

public abstract record EnhancementContent;
